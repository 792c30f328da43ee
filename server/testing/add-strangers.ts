import { sql } from "kysely";
import { type Context, transact } from "#server/context.ts";
import { newId } from "#server/platform/identifier.ts";

/** Adds conversations on a channel with customers who never wrote, and returns their identifiers. */
export async function addStrangers(context: Context, channelId: string, chatIds: readonly string[]): Promise<string[]> {
  const rows = chatIds.map((chatId) => ({ id: newId(), contact: newId(), identity: newId(), chat: chatId }));
  await transact(context, async (tx) => {
    const now = sql`${tx.clock.now()}::timestamptz`;
    const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, contact uuid, identity uuid, chat text)`;
    await sql`
      with people as (
        insert into contacts (workspace_id, id, name, created_at)
        select ${tx.workspaceId}::uuid, contact, 'Stranger ' || chat, ${now} from ${given}
      ), accounts as (
        insert into identities (workspace_id, id, contact_id, kind, external_id, created_at)
        select ${tx.workspaceId}::uuid, r.identity, r.contact, ch.kind, r.identity::text, ${now}
          from ${given}, channels ch where ch.workspace_id = ${tx.workspaceId}::uuid and ch.id = ${channelId}::uuid
      )
      insert into conversations (workspace_id, id, channel_id, contact_id, identity_id, external_id, last_activity_at, created_at)
      select ${tx.workspaceId}::uuid, id, ${channelId}::uuid, contact, identity, chat, ${now}, ${now} from ${given}`.execute(
      tx.db,
    );
  });
  return rows.map(({ id }) => id);
}
