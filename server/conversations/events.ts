import { sql } from "kysely";
import { z } from "zod";
import { type LiveEvent, liveEvent } from "#contract/live.ts";
import { id } from "#contract/values.ts";
import { type Context, compilable, read } from "#server/context.ts";
import { type Belonging, sees } from "#server/conversations/policy.ts";
import type { PresentedConversation } from "#server/conversations/present.ts";
import { findMessage } from "#server/conversations/present-message.ts";
import {
  presentThreadEvents,
  selectThreadEvents,
  threadEventKinds,
} from "#server/conversations/present-thread-event.ts";
import { findConversation } from "#server/conversations/read-conversation.ts";
import { readRows } from "#server/conversations/read-rows.ts";
import type { FactRow } from "#server/platform/events/tables.ts";
import type { Caller } from "#server/platform/http/caller.ts";
import type { FactPresenters, PresentedFact } from "#server/platform/live/live-hub.ts";

/** How open browsers hear of conversations and their messages. */
export const conversationPresenters: FactPresenters = {
  "message.received": (context, fact) => presentMessage(context, fact, true),
  "message.queued": (context, fact) => presentMessage(context, fact, true),
  "message.noted": (context, fact) => presentMessage(context, fact, true),
  "message.changed": (context, fact) => presentMessage(context, fact, false),
  "conversation.changed": presentChanged,
  // Many changed at once, so open browsers are asked to refetch what they show, once.
  "conversations.given": async () => [{ event: { kind: "resync" }, right: "inbox.read" }],
  // Two conversations became one: what anybody shows of either is read again.
  "conversation.joined": async () => [{ event: { kind: "resync" }, right: "inbox.read" }],
  // What came with the history of a phone is old and much.
  "history.received": async () => [{ event: { kind: "resync" }, right: "inbox.read" }],
  "conversation.read": async (_context, fact) => presentRead(fact),
  "conversation.seen": presentSeen,
  "conversation.typing": presentTyping,
  ...Object.fromEntries(Object.keys(threadEventKinds).map((kind) => [kind, presentEvent])),
};

async function presentMessage(context: Context, fact: FactRow, isNew: boolean): Promise<PresentedFact[]> {
  const [message, conversation] = await Promise.all([
    fact.subject_id === null ? null : findMessage(context, fact.subject_id),
    conversationOf(context, fact),
  ]);
  return message && conversation ? present({ kind: "message", isNew, message, conversation }, fact) : [];
}

async function presentEvent(context: Context, fact: FactRow): Promise<PresentedFact[]> {
  const one = sql`(select e.* from facts e where e.workspace_id = ${context.workspaceId}::uuid and e.id = ${fact.id}::uuid) e`;
  const [rows, conversation] = await Promise.all([
    readRows(context, selectThreadEvents(one)),
    conversationOf(context, fact),
  ]);
  const [event] = await presentThreadEvents(context, rows);
  return event && conversation ? present({ kind: "conversation", event, conversation }, fact) : [];
}

/** Something that its row shows has changed, such as the customer's picture. */
async function presentChanged(context: Context, fact: FactRow): Promise<PresentedFact[]> {
  const conversation = await conversationOf(context, fact);
  return conversation ? present({ kind: "conversation", event: null, conversation }, fact) : [];
}

function presentRead(fact: FactRow): PresentedFact[] {
  if (!fact.conversation_id || !fact.actor_id) return [];
  const event = { kind: "read" as const, conversationId: fact.conversation_id };
  return [{ event, right: "inbox.read", onlyFor: ({ memberId }) => memberId === fact.actor_id }];
}

/** Read on the phone of the account itself, so by nobody in particular; what is younger than that stays unread for some. */
async function presentSeen(context: Context, fact: FactRow): Promise<PresentedFact[]> {
  const conversation = await conversationOf(context, fact);
  if (!conversation) return [];
  const { id: conversationId } = conversation;
  const unread = await read(context, compilable(unreadByAll(context, conversationId)));
  const event = unread.length > 0 ? { kind: "resync" as const } : { kind: "read" as const, conversationId };
  return [{ event, right: "inbox.read", onlyFor: seenBy(belongingOf(conversation)) }];
}

function unreadByAll({ workspaceId }: Context, conversationId: string) {
  return sql`
    select from conversations c
     where c.workspace_id = ${workspaceId}::uuid and c.id = ${conversationId}::uuid and c.inbound_count > c.answered_inbound_count`;
}

async function presentTyping(context: Context, fact: FactRow): Promise<PresentedFact[]> {
  const conversation = await conversationOf(context, fact);
  if (!conversation) return [];
  const { isTyping, isRecording } = fact.details;
  const event = {
    kind: "typing" as const,
    conversationId: conversation.id,
    isTyping: isTyping === true,
    isRecording: isRecording === true,
  };
  return [{ event, right: "inbox.read", onlyFor: seenBy(belongingOf(conversation)) }];
}

async function conversationOf(context: Context, { conversation_id }: FactRow): Promise<PresentedConversation | null> {
  return conversation_id === null ? null : findConversation(context, conversation_id);
}

type ConversationEvent = Extract<LiveEvent, { conversation: unknown }>;

/** Only those who see the conversation hear of it; those who saw it until now hear that it is gone, and nothing else. */
function present(event: ConversationEvent, { details }: FactRow): PresentedFact[] {
  const { id: conversationId } = event.conversation;
  const now = belongingOf(event.conversation);
  const shown: PresentedFact = { event: liveEvent.parse(event), right: "inbox.read", onlyFor: seenBy(now) };
  const before = former.safeParse(details.former).data;
  if (!before) return [shown];
  const isGoneFor = (caller: Caller) => seenBy(before)(caller) && !seenBy(now)(caller);
  return [shown, { event: { kind: "conversation_gone", conversationId }, right: "inbox.read", onlyFor: isGoneFor }];
}

function belongingOf({ team, assignee }: Pick<PresentedConversation, "team" | "assignee">): Belonging {
  return { teamId: team?.id ?? null, assigneeId: assignee?.memberId ?? null };
}

/** What a fact that changes whose a conversation is tells of whose it was. */
const former = z.object({ teamId: id.nullable(), assigneeId: id.nullable() });

function seenBy(belonging: Belonging): (caller: Caller) => boolean {
  return ({ memberId, reach }) => sees(memberId, reach, belonging);
}
