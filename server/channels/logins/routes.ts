import type { FastifyRequest } from "fastify";
import * as contract from "#contract/channel-logins.ts";
import * as consent from "#contract/login-consent.ts";
import type { WebhookRequest } from "#server/channels/adapter.ts";
import type { ChannelParts } from "#server/channels/channel-parts.ts";
import { loginAddresses } from "#server/channels/logins/addresses.ts";
import { beginLogin } from "#server/channels/logins/begin-login.ts";
import { cancelLogin } from "#server/channels/logins/cancel-login.ts";
import { finishLogin } from "#server/channels/logins/finish-login.ts";
import { deletePersonData, withdrawConsent } from "#server/channels/logins/follow-consent.ts";
import { accessLoginKind, missingSettings } from "#server/channels/logins/login-kind.ts";
import { readDataDeletion } from "#server/channels/logins/read-data-deletion.ts";
import { readLogin } from "#server/channels/logins/read-login.ts";
import { returnFromLogin } from "#server/channels/logins/return-from-login.ts";
import { type Route, serve } from "#server/platform/http/serve.ts";
import { visitOf } from "#server/platform/http/visit.ts";

/** The endpoints of logins with which channels are connected, and of what their services tell about those who have logged in. */
export function loginRoutes(parts: ChannelParts): Route[] {
  return [
    serve(contract.beginLogin, ({ context, caller, body }) =>
      beginLogin(context, parts, { ...body, sessionId: caller.sessionId }),
    ),
    serve(contract.readLogin, ({ context, params }) => readLogin(context, parts, params.loginId)),
    serve(contract.finishLogin, ({ context, params, body }) => finishLogin(context, parts, { ...params, ...body })),
    serve(contract.cancelLogin, async ({ context, params }) => {
      await cancelLogin(context, params.loginId);
      return undefined;
    }),
    serve(contract.returnFromLogin, async ({ params, query, caller, request, reply }) => {
      accessLoginKind(parts, params.kind);
      const page = await returnFromLogin(parts, { ...params, query, caller, visit: visitOf(request) });
      return reply.header("cache-control", "no-store").redirect(page, 303);
    }),
    serve(contract.readLoginSetup, async ({ params }) => {
      const found = accessLoginKind(parts, params.kind);
      return {
        missing: missingSettings(parts, found),
        addresses: loginAddresses(parts, found.kind),
        webhookFields: [...(parts.adapters[found.kind].inlet?.fields ?? [])],
      };
    }),
    serve(consent.withdrawConsent, async ({ params, request }) => {
      await withdrawConsent(parts, params.kind, requestOf(request));
      return undefined;
    }),
    serve(consent.deletePersonData, ({ params, request }) => deletePersonData(parts, params.kind, requestOf(request))),
    serve(consent.readDataDeletion, ({ params }) => readDataDeletion(parts, params.confirmationCode)),
  ];
}

function requestOf({ headers, body }: FastifyRequest): WebhookRequest {
  return { headers, body: Buffer.isBuffer(body) ? body : Buffer.alloc(0) };
}
