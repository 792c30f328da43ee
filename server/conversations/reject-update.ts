import { createHash } from "node:crypto";
import { shallow } from "#server/conversations/clean-text.ts";
import type { InboundUpdate } from "#server/conversations/inbound.ts";

const mostCharacters = 500;

/** What an adapter cannot read, with the reason; kept once however often it comes. */
export function rejected(given: unknown, reason: string): InboundUpdate {
  const raw = shallow(given);
  const hash = createHash("sha256")
    .update(JSON.stringify(raw) ?? "")
    .digest("hex");
  return { kind: "rejected", externalId: `rejected:${hash}`, reason: reason.slice(0, mostCharacters), raw };
}
