import type { App, World } from "../state/world.ts";
import { type Posted, post } from "./post.ts";
import { signedRequest } from "./sign.ts";

/**
 * The callbacks of the dashboard: `signed_request` as a form. Both answer with what the app said.
 * https://developers.facebook.com/docs/facebook-login/guides/advanced/oauth-login#deauth-callback
 */
export function sendDeauthorize(world: World, app: App, personId: string): Promise<Posted> {
  return sendSigned(world, app, app.deauthorizeUrl, "deauthorize", personId);
}

/** The app has to answer `{ url, confirmation_code }`. https://developers.facebook.com/docs/development/create-an-app/app-dashboard/data-deletion-callback */
export function sendDataDeletion(world: World, app: App, personId: string): Promise<Posted> {
  return sendSigned(world, app, app.dataDeletionUrl, "data deletion", personId);
}

function sendSigned(world: World, app: App, url: string | undefined, name: string, personId: string): Promise<Posted> {
  if (!url) throw new Error(`The app ${app.name} has no address for the ${name} callback.`);
  const body = new URLSearchParams({ signed_request: signedRequest(world, app.secret, personId) }).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return post({ url, body, headers, timeoutMs: world.retry.timeoutMs });
}
