import { z } from "zod";
import {
  type ChatEvent,
  explain,
  messageId,
  messageOf,
  partyId,
  words,
} from "#server/channels/messenger/receive/event.ts";
import { mostParts, readContents } from "#server/channels/messenger/receive/read-contents.ts";
import { referralOf } from "#server/channels/messenger/receive/read-postback.ts";
import type { InboundUpdate } from "#server/conversations/inbound.ts";
import { rejected } from "#server/conversations/reject-update.ts";

const message = z.looseObject({
  mid: messageId,
  text: words,
  attachments: z.array(z.unknown()).catch([]).default([]),
  reply_to: z.object({ mid: messageId }).optional().catch(undefined),
  is_echo: z.boolean().catch(false).default(false),
  is_deleted: z.boolean().catch(false).default(false),
  app_id: partyId.optional().catch(undefined),
  metadata: words,
  referral: z.unknown().optional(),
});
type Message = z.output<typeof message>;

const edit = z.object({ mid: messageId, text: z.string() });

/**
 * A message of the customer, or the echo of one that was sent in the name of the page: from here, from the page's own inbox or by another
 * app. Several files in one message are as many messages here; the first has the message's own id.
 */
export function readMessage(event: ChatEvent, given: unknown): InboundUpdate[] {
  const parsed = message.safeParse(given);
  if (!parsed.success) return [rejected(event.raw, `This message cannot be read: ${explain(parsed.error)}`)];
  const { data } = parsed;
  if (data.is_deleted) return takeBack(event, data.mid);
  const replyToExternalId = data.reply_to?.mid ?? null;
  const came = data.referral === undefined ? null : referralOf(data.referral);
  const before: InboundUpdate[] = came
    ? [{ kind: "message", ...messageOf(event, { ...beginning(data.mid), content: came }) }]
    : [];
  const said = readContents(data).map((content, part): InboundUpdate => {
    const place = { place: before.length + part, ...(part > 0 && { partOf: data.mid }) };
    const letter = { externalId: idOfPart(data.mid, part), ...place, content, replyToExternalId };
    const told = messageOf(event, letter);
    return event.isOurs
      ? { kind: "echo", messageId: part === 0 ? ownIdOf(event, data) : null, ...told }
      : { kind: "message", ...told };
  });
  return [...before, ...said];
}

function beginning(mid: string) {
  return { externalId: `${mid}:referral`, place: 0, replyToExternalId: null };
}

function idOfPart(mid: string, part: number): string {
  return part === 0 ? mid : `${mid}:${part}`;
}

/** Our own id of a message, which went along as `metadata`. */
function ownIdOf({ appId }: ChatEvent, { app_id, metadata }: Message): string | null {
  return app_id === undefined || app_id === appId ? metadata : null;
}

/** Nobody says of how many parts it was, so all that there may be are taken back. */
function takeBack({ chatId, isOurs, at }: ChatEvent, mid: string): InboundUpdate[] {
  const partExternalIds = Array.from({ length: mostParts - 1 }, (_, part) => idOfPart(mid, part + 1));
  const by = isOurs ? "us" : "customer";
  return [{ kind: "removal", chatId, targetExternalId: mid, partExternalIds, by, at: new Date(at) }];
}

/** The new text of a message: developers.facebook.com/docs/messenger-platform/reference/webhook-events/message-edits */
export function readEdit(event: ChatEvent, given: unknown): InboundUpdate[] {
  const parsed = edit.safeParse(given);
  if (!parsed.success) return [rejected(event.raw, `This edit cannot be read: ${explain(parsed.error)}`)];
  const { mid: externalId, text } = parsed.data;
  const content = { kind: "text", text, entities: [] } as const;
  const editedAt = new Date(event.at);
  return [{ kind: "edit", editedAt, ...messageOf(event, { externalId, place: 0, content, replyToExternalId: null }) }];
}
