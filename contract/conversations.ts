import { z } from "zod";
import { channelKind } from "#contract/channels.ts";
import { endpoint, right } from "#contract/endpoint.ts";
import { contentKind } from "#contract/message-content.ts";
import { deliveryState } from "#contract/messages.ts";
import { teamColour } from "#contract/teams.ts";
import { displayName, id, moment, page, pageQuery } from "#contract/values.ts";

/**
 * The queues of the inbox. Archive holds the archived conversations, all others open ones: Team those of one team, Mentions those
 * in which a note names the calling member.
 */
export const inboxQueue = z.enum(["mine", "unassigned", "all", "unreplied", "team", "mentions", "archive"]);

/** A queue of the inbox. */
export type InboxQueue = z.output<typeof inboxQueue>;

/** The last message in one line. `excerpt` is at most 160 characters and says what `kind` alone does not (`excerptOf`). */
export const lastMessage = z.object({
  direction: z.enum(["inbound", "outbound"]),
  kind: contentKind,
  excerpt: z.string(),
  authorName: z.string().nullable(),
  state: deliveryState,
});

/** One row of the inbox. */
export const conversation = z.object({
  id,
  channel: z.object({ id, kind: channelKind, name: z.string() }),
  contact: z.object({ id, name: z.string(), username: z.string().nullable(), avatarFileId: id.nullable() }),
  /** Whose queue it came in through, or whom it was given to; null: everyone's. */
  team: z.object({ id, name: z.string(), colour: teamColour }).nullable(),
  assignee: z.object({ memberId: id, displayName: z.string(), avatarFileId: id.nullable() }).nullable(),
  lastMessage: lastMessage.nullable(),
  lastActivityAt: moment,
  /** Inbound messages that this member has not seen and nobody has answered. */
  unread: z.number().int(),
  unreplied: z.boolean(),
  archivedAt: moment.nullable(),
  blockedByCustomer: z.boolean(),
  /**
   * Until when the customer can be answered: freely, and after that by a person only (null: not at all). Null where the service knows no
   * such time, or where nobody knows when the customer last wrote.
   */
  answering: z.object({ freelyUntil: moment, byPersonUntil: moment.nullable() }).nullable(),
  can: z.object({ reply: z.boolean(), assign: z.boolean(), archive: z.boolean() }),
});

/** One row of the inbox. */
export type Conversation = z.output<typeof conversation>;

const conversationParams = z.object({ conversationId: id });

/** What a list of conversations is asked for. `teamId` keeps to the conversations of a team, and the queue Team needs it. */
export const conversationsQuery = pageQuery.extend({
  queue: inboxQueue.default("all"),
  channelId: id.optional(),
  teamId: id.optional(),
  search: z.string().trim().max(100).optional(),
});

/**
 * A queue of the inbox, latest activity first, as far as the calling member sees it; `search` finds words of the contact's name or
 * username, or a phone number with its country code, by their beginnings. Refused `invalid_cursor`, `team_missing`.
 */
export const listConversations = endpoint({
  method: "GET",
  path: "/conversations",
  summary: "List the conversations of a queue",
  access: right("inbox.read"),
  status: 200,
  query: conversationsQuery,
  answer: page(conversation),
});

/** How many open conversations each queue of the inbox holds; counting stops at 1,000. */
export const conversationCounts = z.object({
  mine: z.number().int(),
  unassigned: z.number().int(),
  all: z.number().int(),
  unreplied: z.number().int(),
  mentions: z.number().int(),
  /** In how many the calling member has something unread. */
  unread: z.number().int(),
  /** One for each team whose conversations the calling member sees as a whole. */
  teams: z.array(z.object({ teamId: id, open: z.number().int() })),
});

/** How many conversations each queue holds, as far as the calling member sees them. */
export const countConversations = endpoint({
  method: "GET",
  path: "/conversation-counts",
  summary: "Count the conversations of each queue",
  access: right("inbox.read"),
  status: 200,
  query: z.object({ channelId: id.optional() }),
  answer: conversationCounts,
});

/** One conversation. */
export const readConversation = endpoint({
  method: "GET",
  path: "/conversations/:conversationId",
  summary: "Read a conversation",
  access: right("inbox.read"),
  status: 200,
  params: conversationParams,
  answer: conversation,
});

/**
 * Begins a conversation with a phone number that need not have written before, or finds the one that there is. The number may leave
 * out the country code when it is the one of the channel's own number. Nothing is sent. Refused `not_possible` where the channel cannot,
 * `invalid_number`, `not_on_service` when nobody has this number there, `channel_disconnected` when nobody can say, `queue_of_others`
 * when the caller would not see what they begin, `taken` when there is a conversation that they do not see; and `replies_only`,
 * `first_contacts_used_up` where a guard would let nothing out. Numbers cannot be tried out one by one: `too_many_numbers`.
 */
export const beginConversation = endpoint({
  method: "POST",
  path: "/conversations",
  summary: "Begin a conversation by phone number",
  access: right("inbox.reply"),
  status: 200,
  body: z.object({
    channelId: id,
    phoneNumber: z
      .string()
      .trim()
      .min(1, { error: "Enter a phone number." })
      .max(40, { error: "This is too long for a phone number." }),
    name: displayName.optional(),
  }),
  answer: conversation,
});

/**
 * Assigns a conversation. `expectedAssigneeId` is whom the caller saw: if someone else was faster the answer is
 * 409 `already_assigned`, and its detail names who won. Answers null when the caller does not see it any more.
 */
export const assignConversation = endpoint({
  method: "PUT",
  path: "/conversations/:conversationId/assignment",
  summary: "Assign a conversation",
  access: right("inbox.reply"),
  status: 200,
  params: conversationParams,
  body: z.object({ memberId: id, expectedAssigneeId: id.nullable() }),
  answer: conversation.nullable(),
});

/** Takes a conversation from its assignee. Answers null when the caller does not see it any more. */
export const unassignConversation = endpoint({
  method: "DELETE",
  path: "/conversations/:conversationId/assignment",
  summary: "Unassign a conversation",
  access: right("inbox.reply"),
  status: 200,
  params: conversationParams,
  answer: conversation.nullable(),
});

/** Archives a conversation; nothing is sent to the customer, whose next message opens it again. Archiving twice changes nothing. */
export const archiveConversation = endpoint({
  method: "PUT",
  path: "/conversations/:conversationId/archive",
  summary: "Archive a conversation",
  access: right("inbox.reply"),
  status: 200,
  params: conversationParams,
  answer: conversation,
});

/** Opens an archived conversation again. */
export const reopenConversation = endpoint({
  method: "DELETE",
  path: "/conversations/:conversationId/archive",
  summary: "Reopen a conversation",
  access: right("inbox.reply"),
  status: 200,
  params: conversationParams,
  answer: conversation,
});

/** Marks everything that has arrived as seen by the calling member. */
export const markConversationRead = endpoint({
  method: "PUT",
  path: "/conversations/:conversationId/read",
  summary: "Mark a conversation as read by you",
  access: right("inbox.read"),
  status: 204,
  params: conversationParams,
});
