import { sql } from "kysely";
import { channelKinds } from "#contract/channels.ts";
import { type Context, transact } from "#server/context.ts";
import { newId } from "#server/platform/identifier.ts";

const [kind] = channelKinds;

/** Adds one conversation for each moment of last activity, all on one new channel, and returns their identifiers in that order. */
export async function addConversations(context: Context, lastActivity: readonly Date[]): Promise<string[]> {
  const channelId = newId();
  const rows = lastActivity.map((at, index) => ({ id: newId(), contact: newId(), identity: newId(), at, index }));
  await transact(context, async (tx) => {
    const now = tx.clock.now();
    // This connection may have planned the checks of references while the tables had a few rows: by reading all of them for each.
    await sql`discard plans`.execute(tx.db);
    await sql`
      insert into channels (workspace_id, id, kind, name, account_id, account, webhook_key, transport, status, status_since, created_at)
      values (${tx.workspaceId}::uuid, ${channelId}::uuid, ${kind}::text, 'Shop bot', ${channelId}, '@shop_bot', ${channelId},
              'polling', 'CONNECTED', ${now}::timestamptz, ${now}::timestamptz)`.execute(tx.db);
    const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(id uuid, contact uuid, identity uuid, at timestamptz, index integer)`;
    await sql`
      insert into contacts (workspace_id, id, name, created_at)
      select ${tx.workspaceId}::uuid, contact, 'Customer ' || index, ${now}::timestamptz from ${given}`.execute(tx.db);
    await sql`
      insert into identities (workspace_id, id, contact_id, kind, external_id, created_at)
      select ${tx.workspaceId}::uuid, identity, contact, ${kind}::text, identity::text, ${now}::timestamptz from ${given}`.execute(
      tx.db,
    );
    // After those whom they are with, whose names they copy: the other way round each would be written three times.
    await sql`
      insert into conversations (workspace_id, id, channel_id, contact_id, identity_id, external_id, last_activity_at, created_at)
      select ${tx.workspaceId}::uuid, id, ${channelId}::uuid, contact, identity, identity::text, at, at from ${given}`.execute(
      tx.db,
    );
  });
  return rows.map((row) => row.id);
}
