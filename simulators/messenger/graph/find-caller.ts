import { createHmac } from "node:crypto";
import { grantOf } from "../state/tokens.ts";
import { type App, type Page, type Token, timeOf, type World } from "../state/world.ts";
import { type Call, type Caller, text } from "./call.ts";
import { GraphError, knownError, noSuchObject, tokenError } from "./graph-error.ts";

/** Who calls, by their token; refuses tokens that are not good, and a wrong or missing `appsecret_proof`. */
export function findCaller(call: Call): Caller {
  const { world, accessToken } = call;
  if (accessToken === undefined) {
    throw new GraphError(2500, "An active access token must be used to query information about the current user.");
  }
  const appOfToken = appByToken(world, accessToken);
  if (appOfToken) {
    checkProof(appOfToken, accessToken, text(call.params, "appsecret_proof"));
    return { app: appOfToken, token: undefined, person: undefined, page: undefined };
  }
  const token = world.tokens.get(accessToken);
  const app = token && world.apps.get(token.appId);
  if (!token || !app) throw knownError(190);
  const ended = tokenError(app, token, timeOf(world));
  if (ended) throw ended;
  checkProof(app, accessToken, text(call.params, "appsecret_proof"));
  return ownerOf(world, app, token);
}

/** The page a call is about: `me` with a page token, or the id in the path; the caller must have the page's token. */
export function requirePage(call: Call, caller: Caller): Page {
  const [id = ""] = call.parts;
  if (!caller.page) {
    throw new GraphError(190, "(#190) This method must be called with a Page Access Token", 2069032);
  }
  if (id !== "me" && id !== caller.page.id) throw noSuchObject(id, call.verb === "POST" ? "post" : "get");
  return caller.page;
}

/** Refuses with 200 when the person has not given, or has taken back, this permission. */
export function requireScope(world: World, { token }: Caller, scope: string): void {
  if (token && !grantOf(world, token.appId, token.personId).granted.has(scope)) {
    throw new GraphError(200, `(#200) Requires ${scope} permission to manage the object`);
  }
}

/** `{app-id}|{app-secret}`. https://developers.facebook.com/docs/facebook-login/guides/access-tokens#apptokens */
function appByToken(world: World, accessToken: string): App | undefined {
  const [id = "", secret] = accessToken.split("|");
  if (secret === undefined) return undefined;
  const app = world.apps.get(id);
  if (app?.secret !== secret) throw new GraphError(190, "Invalid OAuth access token signature.");
  return app;
}

function ownerOf(world: World, app: App, token: Token): Caller {
  const person = world.people.get(token.personId);
  if (!person) throw knownError(190, 467);
  if (token.pageId === undefined) return { app, token, person, page: undefined };
  const page = world.pages.get(token.pageId);
  if (!page || !person.tasks.has(page.id)) throw knownError(190, 492);
  return { app, token, person, page };
}

/** https://developers.facebook.com/docs/graph-api/guides/secure-requests */
function checkProof(app: App, accessToken: string, proof: string | undefined): void {
  const type = "GraphMethodException";
  if (proof === undefined) {
    // Who calls in the name of the app has shown the secret itself.
    if (!app.needsProof || accessToken.includes("|")) return;
    throw new GraphError(100, "API calls from the server require an appsecret_proof argument", undefined, { type });
  }
  const wanted = createHmac("sha256", app.secret).update(accessToken).digest("hex");
  if (proof !== wanted) {
    throw new GraphError(100, "Invalid appsecret_proof provided in the API argument", undefined, { type });
  }
}
