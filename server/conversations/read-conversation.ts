import { sql } from "kysely";
import type { Context } from "#server/context.ts";
import { conversationJoins, conversationJson } from "#server/conversations/present.ts";
import { readJson } from "#server/conversations/read-json.ts";
import { notFound } from "#server/platform/errors/refusal.ts";

/** One conversation as the JSON of the contract. Refused `not_found`. */
export async function readConversation(context: Context, conversationId: string): Promise<string> {
  const json = await readJson(
    context,
    sql`select ${conversationJson(context)} from conversations c ${conversationJoins(context)}
         where c.workspace_id = ${context.workspaceId}::uuid and c.id = ${conversationId}::uuid`,
  );
  if (json === null) throw notFound();
  return json;
}
