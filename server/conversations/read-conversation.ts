import { sql } from "kysely";
import type { Context, Transaction } from "#server/context.ts";
import { isVisible } from "#server/conversations/policy.ts";
import {
  type PresentedConversation,
  presentConversations,
  selectConversations,
} from "#server/conversations/present.ts";
import { readRows } from "#server/conversations/read-rows.ts";
import { notFound } from "#server/platform/errors/refusal.ts";

/** One conversation as the JSON of the contract. Refused `not_found`. */
export async function readConversation(context: Context, conversationId: string): Promise<string> {
  const conversation = await findConversation(context, conversationId);
  if (!conversation) throw notFound();
  return JSON.stringify(conversation);
}

/** A conversation that the caller has just changed, as the JSON of the contract: null when the change has taken it out of their sight. */
export async function readChanged(tx: Transaction, conversationId: string): Promise<string> {
  return JSON.stringify(await findConversation(tx, conversationId));
}

/** One conversation as whoever acts sees it, null when there is none that they may see. */
export async function findConversation(
  context: Context,
  conversationId: string,
): Promise<PresentedConversation | null> {
  const one = sql`(
    select c.* from conversations c where c.workspace_id = ${context.workspaceId}::uuid and c.id = ${conversationId}::uuid
      and ${isVisible(context.actor)}) c`;
  const rows = await readRows(context, selectConversations(context, one));
  const [conversation] = await presentConversations(context, rows);
  return conversation ?? null;
}
