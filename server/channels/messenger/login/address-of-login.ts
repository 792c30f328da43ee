import type { LoginRequest } from "#server/channels/connecting.ts";
import { graphVersion } from "#server/channels/messenger/graph-version.ts";
import { askedPermissions } from "#server/channels/messenger/login/permissions.ts";
import type { FacebookSettings } from "#server/platform/settings.ts";

/**
 * The address of Facebook's login dialog. What somebody left out before is asked for again only on demand:
 * https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow.
 */
export function addressOfLogin(
  { dialogUrl, appId = "" }: FacebookSettings,
  { state, returnAddress, again }: LoginRequest,
): string {
  const address = new URL(`${dialogUrl}/${graphVersion}/dialog/oauth`);
  address.searchParams.set("client_id", appId);
  address.searchParams.set("redirect_uri", returnAddress);
  address.searchParams.set("state", state);
  address.searchParams.set("response_type", "code");
  address.searchParams.set("scope", askedPermissions.join(","));
  if (again) address.searchParams.set("auth_type", "rerequest");
  return address.href;
}
