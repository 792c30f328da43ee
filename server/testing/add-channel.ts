import { sql } from "kysely";
import { type ChannelKind, channelKinds } from "#contract/channels.ts";
import { type Context, transact } from "#server/context.ts";
import { newId } from "#server/platform/identifier.ts";

const [usualKind] = channelKinds;

/** A kind whose channels are guarded. */
export const guardedKind: ChannelKind = "whatsapp";

/** Adds a connected channel of a kind whose credentials are `sealed`, and returns its identifier. */
export async function addChannel(
  context: Context,
  seal: (channelId: string) => Buffer | null = () => null,
  kind: ChannelKind = usualKind,
): Promise<string> {
  const id = newId();
  await transact(context, async (tx) => {
    const now = tx.clock.now();
    await sql`
      insert into channels (workspace_id, id, kind, name, account_id, account, webhook_key, transport, status, status_since,
                            created_at, sealed_credentials)
      values (${tx.workspaceId}::uuid, ${id}::uuid, ${kind}::text, 'Shop bot', ${id}, '@shop_bot', ${id}, 'polling',
              'CONNECTED', ${now}::timestamptz, ${now}::timestamptz, ${seal(id)}::bytea)`.execute(tx.db);
  });
  return id;
}
