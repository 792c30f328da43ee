import { z } from "zod";
import { type ChatEvent, explain, moment, partyId, toldBy } from "#server/channels/messenger/receive/event.ts";
import { readDelivered, readReaction, readRead } from "#server/channels/messenger/receive/read-changes.ts";
import { readEdit, readMessage } from "#server/channels/messenger/receive/read-message.ts";
import { readPostback, readReferral } from "#server/channels/messenger/receive/read-postback.ts";
import type { InboundUpdate } from "#server/conversations/inbound.ts";
import { rejected } from "#server/conversations/reject-update.ts";

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

/** Where and when events came. `appId`: the app of this Wokfow, whose own messages come back as echoes. */
export interface Arrival {
  readonly appId: string | undefined;
  readonly pageId: string;
  readonly cameAt: Date;
}

/**
 * Reads what came for a page into the one inbound shape. Takes any JSON values and never throws: what cannot be read is `rejected` with
 * its reason.
 */
export function readEvents(arrival: Arrival, events: readonly unknown[]): InboundUpdate[] {
  return events.flatMap((given) => {
    try {
      return readEvent(arrival, given);
    } catch (error) {
      return rejected(given, `This event cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
}

function readEvent({ appId, pageId, cameAt }: Arrival, given: unknown): readonly InboundUpdate[] {
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
  const told = timestamp ?? momentWithin(what);
  if (told === null) return [rejected(given, "This event does not say when it was.")];
  const chatId = isOurs ? recipient.id : sender.id;
  return readers[field]?.({ chatId, isOurs, at: toldBy(cameAt, told), cameAt, appId, raw: given }, what) ?? [];
}

/** Word of deliveries has no time of its own. */
function momentWithin(what: unknown): number | null {
  const parsed = z.object({ watermark: moment }).safeParse(what);
  return parsed.success ? parsed.data.watermark : null;
}
