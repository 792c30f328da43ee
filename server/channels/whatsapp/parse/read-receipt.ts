import type { JournalEntry, OwnAccount } from "#server/channels/whatsapp/parse/journal-entry.ts";
import { chatOf, isGroup, isOwn } from "#server/channels/whatsapp/parse/read-addresses.ts";
import { toldMoment } from "#server/channels/whatsapp/parse/read-times.ts";
import type { InboundUpdate } from "#server/conversations/inbound.ts";

/** How far a message of ours has come, by the type of a receipt; one without a type says that it arrived. */
const states: Readonly<Record<string, "delivered" | "read">> = {
  "": "delivered",
  delivery: "delivered",
  inactive: "delivered",
  read: "read",
  played: "read",
};
const seenByUs = new Set(["read-self", "played-self"]);

/** Reads how far messages have come: ours with the customer, or the customer's with whoever holds the phone. */
export function readReceipt(
  own: OwnAccount,
  { attributes, ids, receivedAt }: Extract<JournalEntry, { kind: "receipt" }>,
): InboundUpdate[] {
  const { from = "", recipient, type = "", t } = attributes;
  const at = toldMoment(t, receivedAt);
  if (isGroup(from) || from.endsWith("@broadcast") || ids.length === 0) return [{ kind: "ignored" }];
  const isFromUs = isOwn(own, from);
  if (seenByUs.has(type)) {
    const chat = chatOf(isFromUs ? (recipient ?? "") : from, undefined);
    return chat ? [{ kind: "seen", chatId: chat.chatId, at }] : [{ kind: "ignored" }];
  }
  const state = Object.hasOwn(states, type) ? states[type] : undefined;
  // Our other devices confirm what this one sent, too.
  if (!state || isFromUs) return [{ kind: "ignored" }];
  return [{ kind: "receipt", chatId: chatOf(from, undefined)?.chatId, externalIds: ids, state, at }];
}
