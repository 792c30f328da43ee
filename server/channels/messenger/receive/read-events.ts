import { z } from "zod";
import { type ChatEvent, explain, moment, partyId, rejected } from "#server/channels/messenger/receive/event.ts";
import { readDelivered, readReaction, readRead } from "#server/channels/messenger/receive/read-changes.ts";
import { readEdit, readMessage } from "#server/channels/messenger/receive/read-message.ts";
import { readPostback, readReferral } from "#server/channels/messenger/receive/read-postback.ts";
import type { InboundUpdate } from "#server/conversations/inbound.ts";

const event = z.looseObject({
  sender: z.object({ id: partyId }),
  recipient: z.object({ id: partyId }),
  timestamp: moment.optional(),
});

type Reader = (event: ChatEvent, given: unknown) => readonly InboundUpdate[];

/** The field that says what happened, and who reads it: developers.facebook.com/docs/messenger-platform/reference/webhook-events */
const readers: Readonly<Record<string, Reader>> = {
  message: readMessage,
  message_edit: readEdit,
  reaction: readReaction,
  postback: readPostback,
  delivery: readDelivered,
  read: readRead,
  referral: readReferral,
};

/** What says nothing about a conversation: who has the say there, consent, policies, other apps. */
const beside: ReadonlySet<string> = new Set([
  "optin",
  "account_linking",
  "app_roles",
  "pass_thread_control",
  "take_thread_control",
  "request_thread_control",
  "policy-enforcement",
  "policy_enforcement",
  "messaging_feedback",
  "message_context",
  "typing",
]);

/**
 * Reads what came for a page into the one inbound shape. Takes any JSON values and never throws: what cannot be read is `rejected` with
 * its reason. `appId`: the app of this Wokfow, whose own messages come back as echoes.
 */
export function readEvents(appId: string | undefined, pageId: string, events: readonly unknown[]): InboundUpdate[] {
  return events.flatMap((given) => {
    try {
      return readEvent(appId, pageId, given);
    } catch (error) {
      return rejected(given, `This event cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
}

function readEvent(appId: string | undefined, pageId: string, given: unknown): readonly InboundUpdate[] {
  if (typeof given !== "object" || given === null) return [rejected(given, "This is not an event.")];
  const field = Object.keys(readers).find((name) => name in given);
  if (!field) {
    if (Object.keys(given).some((name) => beside.has(name))) return [{ kind: "ignored" }];
    return [rejected(given, "This is not an event of a kind that is known.")];
  }
  const parsed = event.safeParse(given);
  if (!parsed.success) return [rejected(given, `This event cannot be read: ${explain(parsed.error)}`)];
  const { sender, recipient, timestamp, [field]: what } = parsed.data;
  if (sender.id !== pageId && recipient.id !== pageId) return [rejected(given, "This event is of another page.")];
  const isOurs = sender.id === pageId;
  const at = timestamp ?? momentWithin(what);
  if (at === null) return [rejected(given, "This event does not say when it was.")];
  return readers[field]?.({ chatId: isOurs ? recipient.id : sender.id, isOurs, at, appId, raw: given }, what) ?? [];
}

/** Word of deliveries has no time of its own. */
function momentWithin(what: unknown): number | null {
  const parsed = z.object({ watermark: moment }).safeParse(what);
  return parsed.success ? parsed.data.watermark : null;
}
