import { type RawBuilder, sql } from "kysely";
import { liveEvent } from "#contract/live.ts";
import type { Context } from "#server/context.ts";
import { conversationJoins, conversationJson, messageJoins, messageJson } from "#server/conversations/present.ts";
import { threadEventJoins, threadEventJson, threadEventKinds } from "#server/conversations/present-thread-event.ts";
import { readJson } from "#server/conversations/read-json.ts";
import type { FactRow } from "#server/platform/events/tables.ts";
import type { FactPresenters, PresentedFact } from "#server/platform/live/live-hub.ts";

/** How open browsers hear of conversations and their messages. */
export const conversationPresenters: FactPresenters = {
  "message.received": (context, fact) => presentMessage(context, fact, true),
  "message.queued": (context, fact) => presentMessage(context, fact, true),
  "message.changed": (context, fact) => presentMessage(context, fact, false),
  "conversation.changed": presentConversation,
  "conversation.read": async (_context, fact) => presentRead(fact),
  ...Object.fromEntries(Object.keys(threadEventKinds).map((kind) => [kind, presentThreadEvent])),
};

function presentMessage(context: Context, fact: FactRow, isNew: boolean): Promise<PresentedFact[]> {
  return present(
    context,
    sql`select concat('{"kind":"message","isNew":', ${String(isNew)}::text, ',"message":', ${messageJson},
                      ',"conversation":', ${conversationOf(context, sql`m.conversation_id`)}, '}')
          from messages m ${messageJoins(context)} where m.workspace_id = ${context.workspaceId}::uuid and m.id = ${fact.subject_id}::uuid`,
  );
}

function presentThreadEvent(context: Context, fact: FactRow): Promise<PresentedFact[]> {
  return present(
    context,
    sql`select concat('{"kind":"conversation","event":', ${threadEventJson},
                      ',"conversation":', ${conversationOf(context, sql`e.conversation_id`)}, '}')
          from facts e ${threadEventJoins(context)} where e.workspace_id = ${context.workspaceId}::uuid and e.id = ${fact.id}::uuid`,
  );
}

/** Something that its row shows has changed, such as the customer's picture. */
function presentConversation(context: Context, fact: FactRow): Promise<PresentedFact[]> {
  const conversation = conversationOf(context, sql`${fact.conversation_id}::uuid`);
  return present(
    context,
    sql`select concat('{"kind":"conversation","event":null,"conversation":', ${conversation}, '}')`,
  );
}

function presentRead(fact: FactRow): PresentedFact[] {
  if (!fact.conversation_id || !fact.actor_id) return [];
  const event = { kind: "read" as const, conversationId: fact.conversation_id };
  return [{ event, right: "inbox.read", onlyMemberId: fact.actor_id }];
}

function conversationOf(context: Context, id: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select ${conversationJson(context)} from conversations c ${conversationJoins(context)}
               where c.workspace_id = ${context.workspaceId}::uuid and c.id = ${id})`;
}

async function present(context: Context, select: RawBuilder<unknown>): Promise<PresentedFact[]> {
  const json = await readJson(context, select);
  return json === null ? [] : [{ event: liveEvent.parse(JSON.parse(json)), right: "inbox.read" }];
}
