import { grantOf } from "../state/tokens.ts";
import type { App, Page, Person, World } from "../state/world.ts";

/** What an app asks for by sending somebody to the login dialog. */
export type LoginRequest = {
  app: App;
  person: Person;
  redirectUri: string;
  state: string | undefined;
  /** Permissions to be shown; without `auth_type=rerequest` not those that were declined before. */
  permissions: string[];
  /** Pages that the person may choose from. */
  pages: Page[];
};

/** A page of Facebook's own that says why there is no dialog. */
export class DialogError extends Error {
  readonly title: string;

  constructor(title: string, message: string) {
    super(message);
    this.title = title;
  }
}

/** Reads and checks the address of the dialog. https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow */
export function readLoginRequest(world: World, query: URLSearchParams): LoginRequest {
  const app = world.apps.get(query.get("client_id") ?? "");
  if (!app) throw new DialogError("Invalid App ID", "The provided app ID does not look like a valid app ID.");
  const redirectUri = query.get("redirect_uri") ?? "";
  if (!app.redirectUris.includes(redirectUri)) throw new DialogError("URL Blocked", blocked);
  if ((query.get("response_type") ?? "code") !== "code") {
    throw new DialogError("Feature Unavailable", "Only response_type=code is known here.");
  }
  const person = world.people.get(query.get("as") ?? "") ?? world.loggedIn;
  if (!person)
    throw new DialogError("Log in to Facebook", "Nobody is logged in. Make a person on the page Facebook first.");
  const pages = [...person.tasks.keys()].flatMap((id) => world.pages.get(id) ?? []);
  return {
    app,
    person,
    redirectUri,
    state: query.get("state") ?? undefined,
    pages,
    permissions: asked(world, app, person, query),
  };
}

const blocked =
  "This redirect failed because the redirect URI is not whitelisted in the app's Client OAuth Settings. Make sure Client and Web OAuth Login are on and add all your app domains as Valid OAuth Redirect URIs.";

function asked(world: World, app: App, person: Person, query: URLSearchParams): string[] {
  const wanted = (query.get("scope") ?? "").split(/[\s,]+/).filter((scope) => scope !== "");
  const { declined } = grantOf(world, app.id, person.id);
  const asksAgain = query.get("auth_type") === "rerequest";
  const shown = wanted.filter((scope) => asksAgain || !declined.has(scope));
  return [...new Set(["public_profile", ...shown])];
}
