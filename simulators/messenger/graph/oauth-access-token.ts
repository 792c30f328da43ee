import { issueUserToken, lifetimes } from "../state/tokens.ts";
import { type App, timeOf } from "../state/world.ts";
import { type Call, text } from "./call.ts";
import { findCaller } from "./find-caller.ts";
import { GraphError } from "./graph-error.ts";

/** "The code is valid for 10 minutes." */
const CODE_MS = 10 * 60 * 1000;

/**
 * A code for a token, a token for one that lasts long, or the app's own.
 * https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow#exchangecode
 */
export function answerAccessToken(call: Call) {
  const grantType = text(call.params, "grant_type");
  const app = checkedApp(call);
  if (grantType === "fb_exchange_token") return prolong(call, app);
  if (grantType === "client_credentials") return { access_token: `${app.id}|${app.secret}`, token_type: "bearer" };
  return exchangeCode(call, app);
}

function checkedApp({ world, params }: Call): App {
  const id = text(params, "client_id");
  if (id === undefined) throw new GraphError(101, "Missing client_id parameter.");
  const app = world.apps.get(id);
  if (!app) {
    throw new GraphError(101, "Error validating application. Cannot get application info due to a system error.");
  }
  const secret = text(params, "client_secret");
  if (secret === undefined) throw new GraphError(1, "Missing client_secret parameter.", undefined, plain);
  if (secret !== app.secret) throw new GraphError(1, "Error validating client secret.", undefined, plain);
  return app;
}

const plain = { status: 400, isTransient: false };

function exchangeCode({ world, params }: Call, app: App) {
  const redirectUri = text(params, "redirect_uri");
  if (redirectUri === undefined) throw new GraphError(191, "Missing redirect_uri parameter.");
  const code = world.codes.get(text(params, "code") ?? "");
  if (!code || code.appId !== app.id) throw new GraphError(100, "Invalid verification code format.");
  if (code.redirectUri !== redirectUri) {
    throw new GraphError(
      100,
      "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request",
      36008,
    );
  }
  if (code.used) throw new GraphError(100, "This authorization code has been used.", 36009);
  if (code.issuedAt + CODE_MS < timeOf(world)) {
    throw new GraphError(100, "This authorization code has expired.", 36007);
  }
  const person = world.people.get(code.personId);
  if (!person) throw new GraphError(100, "Invalid verification code format.");
  code.used = true;
  const token = issueUserToken(world, app, person, lifetimes.short);
  return { access_token: token.value, token_type: "bearer", expires_in: lifetimes.short / 1000 };
}

/** https://developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived */
function prolong(call: Call, app: App) {
  const accessToken = text(call.params, "fb_exchange_token");
  if (accessToken === undefined) throw new GraphError(100, "fb_exchange_token parameter not specified");
  const { person, token } = findCaller({ ...call, accessToken, params: {} });
  if (!person || token?.type !== "USER" || token.appId !== app.id) {
    throw new GraphError(190, "Error validating access token: The access token does not belong to this application.");
  }
  const long = issueUserToken(call.world, app, person, lifetimes.long);
  return { access_token: long.value, token_type: "bearer", expires_in: lifetimes.long / 1000 };
}
