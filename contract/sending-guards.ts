import { z } from "zod";
import { endpoint, right } from "#contract/endpoint.ts";
import { id, moment } from "#contract/values.ts";

/**
 * What leaves a guarded channel: everything; only what goes to customers who have written to it; or nothing, so that what is
 * written waits until this is changed.
 */
export const sendingMode = z.enum(["everything", "replies_only", "stopped"]);

/** What leaves a guarded channel. */
export type SendingMode = z.output<typeof sendingMode>;

/** How many customers who never wrote may be written to on one day (UTC); 0 for none. */
export const dailyFirstContacts = z
  .number({ error: "Enter a whole number from 0 to 200." })
  .int({ error: "Enter a whole number." })
  .min(0, { error: "The smallest number is 0: nobody is written to who has not written." })
  .max(200, { error: "The largest number is 200; accounts that write to more are restricted." });

/** A word, or a few, by which a customer says that they want to hear nothing more. */
export const optOutWord = z
  .string()
  .trim()
  .min(1, { error: "Enter a word." })
  .max(40, { error: "A word has at most 40 characters." })
  .regex(/[\p{L}\p{N}]/u, { error: "A word needs a letter or a digit." });

/** The words by which customers opt out, each once. */
export const optOutWords = z.array(optOutWord).max(50, { error: "At most 50 words." });

const guardSettings = {
  mode: sendingMode,
  dailyFirstContacts,
  /** A freshly linked account begins with few first contacts a day. */
  warmUp: z.boolean(),
  optOutWords,
  /** Conversations in which two programs answer each other are paused. */
  loopBreaker: z.boolean(),
};

/**
 * The guards of a channel, and how it stands with them. `schedule` is the warm-up in days since the account was linked, whether it is
 * on or not: from the day `fromDay` on so many first contacts are allowed; the last step is the daily number itself. `warmingUp` says
 * on which day of it the account is, null when it is over or off. `today` ends at `endsAt`, midnight UTC.
 */
export const sendingGuards = z.object({
  channelId: id,
  ...guardSettings,
  /** Since when Wokfow itself keeps it to answers, as the service has refused a first message; null when people chose the mode. */
  restrainedAt: moment.nullable(),
  schedule: z.array(z.object({ fromDay: z.number().int(), firstContacts: z.number().int() })),
  warmingUp: z.object({ day: z.number().int(), endsAt: moment }).nullable(),
  today: z.object({
    sent: z.number().int(),
    firstContacts: z.object({ used: z.number().int(), allowed: z.number().int() }),
    /** What was refused because of a guard. */
    heldBack: z.number().int(),
    endsAt: moment,
  }),
  now: z.object({
    /** Messages that wait because nothing leaves, or because their conversation is paused. */
    waiting: z.number().int(),
    optedOut: z.number().int(),
    paused: z.number().int(),
  }),
  can: z.object({ configure: z.boolean() }),
});

/** The guards of a channel, and how it stands with them. */
export type SendingGuards = z.output<typeof sendingGuards>;

const channelParams = z.object({ channelId: id });

/** The guards of a channel and today's use. Refused `not_guarded` for kinds of channel that need none. */
export const readSendingGuards = endpoint({
  method: "GET",
  path: "/channels/:channelId/sending-guards",
  summary: "Read what a channel holds back",
  access: right("channels.read"),
  status: 200,
  params: channelParams,
  answer: sendingGuards,
});

/**
 * Changes guards of a channel; fields left out stay as they are. What waited because nothing left goes on with it. Refused
 * `not_guarded`.
 */
export const changeSendingGuards = endpoint({
  method: "PATCH",
  path: "/channels/:channelId/sending-guards",
  summary: "Change what a channel holds back",
  access: right("channels.configure"),
  status: 200,
  params: channelParams,
  body: z.object(guardSettings).partial(),
  answer: sendingGuards,
});

/**
 * What keeps a message from leaving. `opted_out`: the customer wants to hear nothing more. `paused`: two programs answered each other
 * there. `stopped`: nothing leaves the channel, and what is written waits. `replies_only`: the customer has never written.
 * `first_contacts`: so have they not, and the first contacts of the day are used up.
 */
export const sendingGuard = z.enum(["opted_out", "paused", "stopped", "replies_only", "first_contacts"]);

/** What keeps a message from leaving. */
export type SendingGuard = z.output<typeof sendingGuard>;

/** A conversation to which nothing is sent, or in which messages wait, and which guard does that. */
export const heldConversation = z.object({
  conversationId: id,
  contactName: z.string(),
  guard: sendingGuard,
  since: moment.nullable(),
  waiting: z.number().int(),
});

/** A conversation to which nothing is sent, or in which messages wait. */
export type HeldConversation = z.output<typeof heldConversation>;

/** The conversations of a channel that are held back and that the calling member sees, at most 100, paused ones first. */
export const listHeldConversations = endpoint({
  method: "GET",
  path: "/channels/:channelId/held-conversations",
  summary: "List the conversations that a channel holds back",
  access: right("inbox.read"),
  status: 200,
  params: channelParams,
  answer: z.object({ items: z.array(heldConversation) }),
});

const conversationParams = z.object({ conversationId: id });

/**
 * Whether what is written to this customer now would leave: `guard` names what keeps it, null when nothing does. `until` is when that
 * ends by itself. Channels without guards hold nothing back.
 */
export const readSendingOutlook = endpoint({
  method: "GET",
  path: "/conversations/:conversationId/sending-outlook",
  summary: "Ask whether a message to this customer would leave",
  access: right("inbox.read"),
  status: 200,
  params: conversationParams,
  answer: z.object({ guard: sendingGuard.nullable(), until: moment.nullable() }),
});

/** Whether what is written to a customer now would leave. */
export type SendingOutlook = z.output<typeof readSendingOutlook.answer>;

/** Lifts an opt-out, as the customer has agreed otherwise; the reason stands in the thread and in the audit log. Refused `not_opted_out`. */
export const liftOptOut = endpoint({
  method: "PUT",
  path: "/conversations/:conversationId/consent",
  summary: "Lift a customer's opt-out",
  access: right("inbox.reply"),
  status: 204,
  params: conversationParams,
  body: z.object({
    reason: z
      .string()
      .trim()
      .min(3, { error: "Say why, such as: agreed on the phone." })
      .max(300, { error: "A reason has at most 300 characters." }),
  }),
});

/** Releases a conversation that was paused because two programs answered each other. Does nothing where it is not paused. */
export const releaseConversation = endpoint({
  method: "DELETE",
  path: "/conversations/:conversationId/pause",
  summary: "Release a paused conversation",
  access: right("inbox.reply"),
  status: 204,
  params: conversationParams,
});
