import { z } from "zod";
import { channelKind } from "#contract/channels.ts";
import { endpoint, right } from "#contract/endpoint.ts";
import { id, moment, page, pageQuery } from "#contract/values.ts";

/**
 * What concerns one member: a note mentions them, somebody else gave them a conversation, or transferred one to them or their team; or
 * one of theirs was paused, as two programs seem to answer each other.
 */
export const notificationKind = z.enum(["mentioned", "assigned", "transferred", "paused"]);

/** What concerns one member. */
export type NotificationKind = z.output<typeof notificationKind>;

/**
 * Something that concerns the calling member, in a conversation that they see. `actor` null: Wokfow itself. `team` only where a whole
 * team was given the conversation. `excerpt` is the beginning of the note, at most 160 characters, null where there is none.
 */
export const notification = z.object({
  id,
  kind: notificationKind,
  at: moment,
  seen: z.boolean(),
  actor: z.object({ memberId: id, displayName: z.string(), avatarFileId: id.nullable() }).nullable(),
  team: z.object({ id, name: z.string() }).nullable(),
  conversation: z.object({
    id,
    contactName: z.string(),
    channel: z.object({ id, kind: channelKind, name: z.string() }),
  }),
  messageId: id.nullable(),
  excerpt: z.string().nullable(),
});

/** Something that concerns the calling member. */
export type Notification = z.output<typeof notification>;

/** The own notifications, newest first, with how many are not seen; those of conversations that left the caller's sight are left out. */
export const listNotifications = endpoint({
  method: "GET",
  path: "/notifications",
  summary: "List your notifications",
  access: right("inbox.read"),
  status: 200,
  query: pageQuery,
  answer: page(notification).extend({ unseen: z.number().int() }),
});

/** Marks the own notifications so far as seen, all or those of one conversation. */
export const markNotificationsSeen = endpoint({
  method: "PUT",
  path: "/notifications/seen",
  summary: "Mark your notifications as seen",
  access: right("inbox.read"),
  status: 204,
  body: z.object({ conversationId: id.optional() }),
});
