import { z } from "zod";
import { endpoint, right } from "#contract/endpoint.ts";
import { contentKind, messageContent } from "#contract/message-content.ts";
import { id, moment } from "#contract/values.ts";

/** How far an outbound message has come. Inbound messages are `delivered`. `unknown`: the answer was lost; the service is asked, or a person decides. */
export const deliveryState = z.enum(["queued", "sending", "sent", "delivered", "read", "refused", "unknown"]);

/** How far an outbound message has come. */
export type DeliveryState = z.output<typeof deliveryState>;

/**
 * Why a message did not go out: a closed list, each with a sentence and a remedy on screen. `not_on_service`: the number has no account
 * there. `held_back`: a guard of the channel did not let it leave, and `detail` says which. `answering_over`: the customer's last word is
 * longer ago than the service lets them be answered. `unavailable`: the customer cannot be reached there at present. `not_taken`: the
 * service does not have it, as was learned only after later ones had left.
 */
export const refusalReason = z.enum([
  "blocked_by_customer",
  "conversation_gone",
  "text_too_long",
  "text_empty",
  "file_too_large",
  "file_refused",
  "reply_target_gone",
  "channel_disconnected",
  "channel_removed",
  "not_allowed",
  "not_on_service",
  "held_back",
  "answering_over",
  "unavailable",
  "not_taken",
  "rejected_by_service",
]);

/** Why the outside service did not take a message. */
export type RefusalReason = z.output<typeof refusalReason>;

/** From the customer, to the customer, or a note that only colleagues see and that is never sent. */
export const messageDirection = z.enum(["inbound", "outbound", "note"]);

/** The message that another one answers, in one line; `excerpt` says what its kind alone does not (`excerptOf`). */
export const quotedMessage = z.object({ id, direction: messageDirection, kind: contentKind, excerpt: z.string() });

/** Somebody's answer to a message by one emoji. `memberId` only where a member reacted through Wokfow. */
export const reaction = z.object({ by: z.enum(["customer", "us"]), emoji: z.string(), memberId: id.nullable() });

/** Somebody's answer to a message by one emoji. */
export type Reaction = z.output<typeof reaction>;

/**
 * One message of a conversation. `author` is the member who wrote it, null for the customer, and null in an outbound one that was
 * written on the phone of the connected account itself. A note is `delivered` from the beginning, as nothing is done with it.
 */
export const message = z.object({
  id,
  conversationId: id,
  direction: messageDirection,
  content: messageContent,
  author: z.object({ memberId: id, displayName: z.string(), avatarFileId: id.nullable() }).nullable(),
  sentAt: moment,
  editedAt: moment.nullable(),
  replyTo: quotedMessage.nullable(),
  reactions: z.array(reaction),
  state: deliveryState,
  refusal: z.object({ reason: refusalReason, detail: z.string().nullable() }).nullable(),
  /**
   * When a queued message is tried again, if the outside service asked to wait or could not be reached; when the service is asked whether it
   * has an unknown one, null where it is not.
   */
  nextAttemptAt: moment.nullable(),
});

/** One message of a conversation. */
export type Message = z.output<typeof message>;

/** Something that happened to a conversation, shown as a line in its thread. `actor` null means Wokfow itself. */
export const threadEvent = z.object({
  id,
  at: moment,
  kind: z.enum([
    "assigned",
    "unassigned",
    "transferred",
    "moved",
    "archived",
    "reopened",
    "restored",
    "blocked_bot",
    "unblocked_bot",
    "channel_gap",
    "opted_out",
    "opted_in",
    "paused",
    "released",
  ]),
  actor: z.object({ memberId: id, displayName: z.string() }).nullable(),
  /**
   * What the line says beyond its kind: whom it was given to, a member or a team, the auto-archive period in days, the gap and how
   * many messages came late. `moved`: the queue of its channel was given to another team. `opted_out`: the customer wants to hear
   * nothing more, and `said` is how they put it; `opted_in`: they do again, or `actor` has lifted that for the reason `said`. `paused`:
   * two programs answer each other, until somebody has `released` it.
   */
  assignee: z.object({ memberId: id, displayName: z.string() }).nullable(),
  team: z.object({ id, name: z.string() }).nullable(),
  inactiveDays: z.number().int().nullable(),
  gap: z.object({ from: moment, to: moment, lateMessages: z.number().int() }).nullable(),
  said: z.string().nullable(),
});

/** Something that happened to a conversation. */
export type ThreadEvent = z.output<typeof threadEvent>;

const conversationParams = z.object({ conversationId: id });

/**
 * A stretch of a thread, oldest first, with the events of the same stretch. Without a cursor the newest; `before` is the cursor
 * of the older stretch (null at the beginning).
 */
export const listMessages = endpoint({
  method: "GET",
  path: "/conversations/:conversationId/messages",
  summary: "Read a stretch of a conversation",
  access: right("inbox.read"),
  status: 200,
  params: conversationParams,
  query: z.object({
    limit: z.coerce.number().int().min(1).max(100).default(50),
    before: z.string().max(500).optional(),
  }),
  answer: z.object({ messages: z.array(message), events: z.array(threadEvent), before: z.string().nullable() }),
});

/**
 * What a member sends. `idempotencyKey` makes a retry safe: the same key with the same body answers with the same message,
 * with another body it is refused `idempotency_key_reused`. Lengths are judged by the channel's capabilities (`text_too_long`).
 */
export const outboundDraft = z.object({
  idempotencyKey: z.string().min(8).max(100),
  text: z.string().max(65_536).default(""),
  fileId: id.optional(),
  /** A picture is sent as a photo and a film as a video, unless this asks for a document. */
  asDocument: z.boolean().default(false),
  /** The file is a voice message: Ogg with Opus. `waveform` as in an attachment, at most 64 values. */
  voice: z
    .object({ seconds: z.number().min(0).max(3600), waveform: z.array(z.number().int().min(0).max(100)).max(64) })
    .optional(),
  replyToMessageId: id.optional(),
});

/** What a member sends. */
export type OutboundDraft = z.output<typeof outboundDraft>;

/** Queues a message to the customer. It is durable when answered. */
export const sendMessage = endpoint({
  method: "POST",
  path: "/conversations/:conversationId/messages",
  summary: "Send a message to the customer",
  access: right("inbox.reply"),
  status: 201,
  params: conversationParams,
  body: outboundDraft,
  answer: message,
});

/**
 * A person decides about a message whose answer was lost (`unknown`) or that was refused: `sent` marks it as arrived,
 * `send_again` queues it once more, `discard` leaves it refused. Refused `not_resolvable` in any other state.
 */
export const resolveMessage = endpoint({
  method: "PUT",
  path: "/conversations/:conversationId/messages/:messageId/resolution",
  summary: "Decide about a message whose delivery is unknown or refused",
  access: right("inbox.reply"),
  status: 200,
  params: conversationParams.extend({ messageId: id }),
  body: z.object({ decision: z.enum(["sent", "send_again", "discard"]) }),
  answer: message,
});
