import { z } from "zod";
import { type ChatEvent, explain, messageId, moment, toldBy, words } from "#server/channels/messenger/receive/event.ts";
import { endOf } from "#server/channels/messenger/sequence.ts";
import type { InboundUpdate } from "#server/conversations/inbound.ts";
import { rejected } from "#server/conversations/reject-update.ts";

const delivery = z.object({
  mids: z.array(messageId).catch([]).default([]),
  watermark: moment,
});
const read = z.object({ watermark: moment });
const reaction = z.object({
  mid: messageId,
  action: z.enum(["react", "unreact"]),
  reaction: words,
  // A family of four in all their skin colours has 25 code units.
  emoji: z.string().min(1).max(64).nullable().catch(null).default(null),
});

/** What Messenger calls the reactions that it offers first. */
const emojis: Readonly<Record<string, string>> = {
  smile: "😆",
  angry: "😠",
  sad: "😢",
  wow: "😮",
  love: "❤️",
  like: "👍",
  dislike: "👎",
};

/** "All messages that were sent before this timestamp were delivered"; `mids` names some of them, or none. */
export function readDelivered({ chatId, isOurs, at, cameAt, raw }: ChatEvent, given: unknown): InboundUpdate[] {
  const parsed = delivery.safeParse(given);
  if (!parsed.success) return [rejected(raw, `This word of a delivery cannot be read: ${explain(parsed.error)}`)];
  if (isOurs) return [{ kind: "ignored" }];
  const { mids: externalIds, watermark } = parsed.data;
  const until: InboundUpdate = {
    kind: "watermark",
    chatId,
    state: "delivered",
    upTo: endOf(toldBy(cameAt, watermark)),
  };
  if (externalIds.length === 0) return [until];
  return [{ kind: "receipt", chatId, externalIds, state: "delivered", at: new Date(at) }, until];
}

/** The customer has read everything up to then; or the page has, in its own inbox. */
export function readRead({ chatId, isOurs, cameAt, raw }: ChatEvent, given: unknown): InboundUpdate[] {
  const parsed = read.safeParse(given);
  if (!parsed.success) return [rejected(raw, `This word of a reading cannot be read: ${explain(parsed.error)}`)];
  const until = toldBy(cameAt, parsed.data.watermark);
  if (isOurs) return [{ kind: "seen", chatId, at: new Date(until) }];
  return [{ kind: "watermark", chatId, state: "read", upTo: endOf(until) }];
}

/** Somebody has put an emoji on a message, or has taken it away. */
export function readReaction({ chatId, isOurs, at, raw }: ChatEvent, given: unknown): InboundUpdate[] {
  const parsed = reaction.safeParse(given);
  if (!parsed.success) return [rejected(raw, `This reaction cannot be read: ${explain(parsed.error)}`)];
  const { mid, action, reaction: name, emoji: shown } = parsed.data;
  const emoji = action === "unreact" ? null : (shown ?? emojis[name ?? ""] ?? null);
  if (action === "react" && emoji === null) return [rejected(raw, "This reaction has no emoji.")];
  const by = isOurs ? "us" : "customer";
  return [{ kind: "reaction", chatId, targetExternalId: mid, by, emoji, at: new Date(at) }];
}
