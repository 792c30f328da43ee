import { z } from "zod";
import type { DeedOutcome, OutboundReaction } from "#server/channels/abilities.ts";
import { callGraph } from "#server/channels/messenger/call-graph.ts";
import { judgeFailure } from "#server/channels/messenger/judge-failure.ts";
import { messageIdOf } from "#server/channels/messenger/message-id.ts";
import type { PageAccess } from "#server/channels/messenger/page-access.ts";

const done = z.object({ recipient_id: z.string() });

type Action = "typing_on" | "typing_off" | "mark_seen" | "react" | "unreact";

/** Whom a gesture is for, and how long it may take. */
export interface Gesture {
  readonly access: PageAccess;
  readonly chatId: string;
  readonly timeoutMilliseconds: number;
  readonly signal: AbortSignal;
}

/** Shows the customer that somebody writes, which Messenger ends by itself after 20 seconds, or no longer. */
export function showTyping(gesture: Gesture, isTyping: boolean): Promise<DeedOutcome> {
  return perform(gesture, isTyping ? "typing_on" : "typing_off");
}

/** Shows the customer that all they have written was seen; Messenger knows no such thing for single messages. */
export function markSeen(gesture: Gesture): Promise<DeedOutcome> {
  return perform(gesture, "mark_seen");
}

/** Puts an emoji on a message, or takes it back. */
export function react(gesture: Gesture, { targetExternalId, emoji }: OutboundReaction): Promise<DeedOutcome> {
  const payload = { message_id: messageIdOf(targetExternalId), ...(emoji !== null && { reaction: emoji }) };
  return perform(gesture, emoji === null ? "unreact" : "react", payload);
}

/** developers.facebook.com/docs/messenger-platform/send-messages/sender-actions */
async function perform(
  { access, chatId, timeoutMilliseconds, signal }: Gesture,
  action: Action,
  payload?: Record<string, string>,
): Promise<DeedOutcome> {
  const answer = await callGraph(access.line, {
    verb: "POST",
    path: `${encodeURIComponent(access.pageId)}/messages`,
    token: access.pageToken,
    body: { recipient: { id: chatId }, sender_action: action, ...(payload && { payload }) },
    answer: done,
    timeoutMilliseconds,
    signal,
  });
  return answer.ok ? { outcome: "done" } : { outcome: "failed", reason: judgeFailure(answer.failure).reason };
}
