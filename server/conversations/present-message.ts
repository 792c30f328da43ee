import { sql } from "kysely";
import type { Context } from "#server/context.ts";
import { messageJoins, messageJson } from "#server/conversations/present.ts";
import { readJson } from "#server/conversations/read-json.ts";

/** One message as the contract writes it, ready JSON; null when there is none. */
export function presentMessage(context: Context, messageId: string): Promise<string | null> {
  return readJson(
    context,
    sql`select ${messageJson} from messages m ${messageJoins(context)}
         where m.workspace_id = ${context.workspaceId}::uuid and m.id = ${messageId}::uuid`,
  );
}
