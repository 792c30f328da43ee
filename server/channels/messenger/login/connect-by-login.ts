import type { LoginConnecting, LoginOutcome } from "#server/channels/connecting.ts";
import { graphLine } from "#server/channels/messenger/call-graph.ts";
import { addressOfLogin } from "#server/channels/messenger/login/address-of-login.ts";
import { readSignedRequest } from "#server/channels/messenger/login/read-signed-request.ts";
import { redeemCode } from "#server/channels/messenger/login/redeem-code.ts";
import type { FacebookSettings } from "#server/platform/settings.ts";

/** How pages are connected: somebody who looks after them logs in with Facebook. */
export function connectByLogin(settings: FacebookSettings): LoginConnecting {
  const line = graphLine(settings);
  return {
    by: "login",
    missingSettings: missingOf(settings),
    addressOf: (request) => addressOfLogin(settings, request),
    redeem: async (code, returnAddress, signal) =>
      line ? redeemCode(line, { code, returnAddress }, signal) : notConfigured,
    readConsent: ({ body }, now) => (line ? readSignedRequest(line.appSecret, body, now) : null),
  };
}

const notConfigured: LoginOutcome = { outcome: "failed", reason: "service_error", missing: [] };

function missingOf({ appId, appSecret, verifyToken }: FacebookSettings): string[] {
  const given = { FACEBOOK_APP_ID: appId, FACEBOOK_APP_SECRET: appSecret, FACEBOOK_VERIFY_TOKEN: verifyToken };
  return Object.entries(given).flatMap(([name, value]) => (value === undefined ? [name] : []));
}
