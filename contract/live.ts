import { z } from "zod";
import { alert } from "#contract/alerts.ts";
import { channel } from "#contract/channels.ts";
import { conversation } from "#contract/conversations.ts";
import { endpoint } from "#contract/endpoint.ts";
import { availability, member } from "#contract/members.ts";
import { message, threadEvent } from "#contract/messages.ts";
import { notification } from "#contract/notifications.ts";
import { queue } from "#contract/queues.ts";
import { team } from "#contract/teams.ts";
import { id } from "#contract/values.ts";
import { workspace } from "#contract/workspaces.ts";

/**
 * What an open browser hears, each as the `data` of one server-sent event, after the commit of what it tells.
 * Nothing depends on an event arriving: a browser that was away refetches what it shows (`resync` asks for it).
 * In `conversation` rows `unread` is left out, as it differs between members: count up on a new inbound message.
 */
export const liveEvent = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("message"),
    message,
    /** True when the message has just been stored, false when a stored one changed (state, edit, fetched file). */
    isNew: z.boolean(),
    conversation: conversation.omit({ unread: true }),
  }),
  z.object({
    kind: z.literal("conversation"),
    conversation: conversation.omit({ unread: true }),
    event: threadEvent.nullable(),
  }),
  /** The customer writes at this moment, or records what they say (`isRecording`), or has stopped. Lasts 15 s at most. */
  z.object({ kind: z.literal("typing"), conversationId: id, isTyping: z.boolean(), isRecording: z.boolean() }),
  /** The calling member has read a conversation, perhaps in another tab. */
  z.object({ kind: z.literal("read"), conversationId: id }),
  z.object({ kind: z.literal("channel"), channel }),
  z.object({ kind: z.literal("channel_removed"), channelId: id }),
  /** What a channel holds back has changed: read its guards again. */
  z.object({ kind: z.literal("sending_guards"), channelId: id }),
  z.object({ kind: z.literal("workspace"), workspace }),
  z.object({ kind: z.literal("member"), member }),
  /** A member takes conversations now, or no longer. It changes many times a day, so it is told alone. */
  z.object({ kind: z.literal("availability"), memberId: id, availability }),
  z.object({ kind: z.literal("alert"), alert }),
  z.object({ kind: z.literal("team"), team }),
  z.object({ kind: z.literal("team_removed"), teamId: id }),
  z.object({ kind: z.literal("queue"), queue }),
  /** Something concerns the calling member, and nobody else hears of it. */
  z.object({ kind: z.literal("notification"), notification }),
  /** A conversation has left the calling member's sight, as it went to another team. */
  z.object({ kind: z.literal("conversation_gone"), conversationId: id }),
  /** What the calling member may see or do has changed: read the session and all that is shown again, and connect anew. */
  z.object({ kind: z.literal("access_changed") }),
  z.object({ kind: z.literal("signed_out") }),
  z.object({ kind: z.literal("resync") }),
]);

/** What an open browser hears. */
export type LiveEvent = z.output<typeof liveEvent>;

/** The stream of live events of the signed-in member; closed within a second when the session ends. */
export const streamLive = endpoint({
  method: "GET",
  path: "/live",
  summary: "Stream live events",
  access: { kind: "signed-in" },
  status: 200,
  stream: true,
});
