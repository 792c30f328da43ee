import type { AdapterParts } from "#server/channels/adapter-parts.ts";
import type { WhatsAppTimes } from "#server/channels/whatsapp/times.ts";

/** What the parts of this adapter are made of. */
export interface WhatsAppParts extends AdapterParts {
  readonly times: WhatsAppTimes;
}
