import { type ExpressionBuilder, type Selectable, sql } from "kysely";
import type { ChannelsTable } from "#server/channels/tables.ts";
import { type Context, query, type Transaction } from "#server/context.ts";
import type { Schema } from "#server/schema.ts";

/** A channel as it is stored. */
export type ChannelRow = Selectable<ChannelsTable>;

/** The channels of the workspace that are not removed, oldest first. */
export function channelsOf({ workspaceId }: Context) {
  return query
    .selectFrom("channels")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("removed_at", "is", null)
    .orderBy("created_at")
    .orderBy("id");
}

/** One channel that is not removed. */
export function channelById(context: Context, channelId: string) {
  return channelsOf(context).where("id", "=", channelId);
}

/** The channels that count as connected though their proof is older than `oldest`, and whose line no process holds. */
export function staleChannels(context: Context, oldest: Date) {
  return channelsOf(context)
    .where("status", "=", "CONNECTED")
    .where("proof_at", "<", oldest)
    .where((row) => row.not(isHeld(row)));
}

/** One channel that is not removed, locked against other changes until the transaction ends, with whether a process holds its line. */
export async function lockChannel(
  tx: Transaction,
  channelId: string,
): Promise<(ChannelRow & { held: boolean }) | undefined> {
  return tx.db
    .selectFrom("channels")
    .selectAll()
    .select((row) => isHeld(row).as("held"))
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", channelId)
    .where("removed_at", "is", null)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

/** The newest channel of an outside account in this workspace, removed ones included. */
export async function lockAccount(tx: Transaction, account: Pick<ChannelRow, "kind" | "account_id">) {
  return tx.db
    .selectFrom("channels")
    .selectAll()
    .where("workspace_id", "=", tx.workspaceId)
    .where("kind", "=", account.kind)
    .where("account_id", "=", account.account_id)
    .orderBy(sql`removed_at is null`, "desc")
    .orderBy("created_at", "desc")
    .limit(1)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

/** Changes columns of a channel and returns it as it is then. */
export async function updateChannel(
  tx: Transaction,
  channelId: string,
  change: Partial<ChannelRow>,
): Promise<ChannelRow> {
  return tx.db
    .updateTable("channels")
    .set(change)
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", channelId)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Leases are timed by the database, as those who hold them may live on several machines. */
function isHeld(row: ExpressionBuilder<Schema, "channels">) {
  const lease = row
    .selectFrom("channel_leases")
    .whereRef("channel_leases.workspace_id", "=", "channels.workspace_id")
    .whereRef("channel_leases.channel_id", "=", "channels.id")
    .where("channel_leases.expires_at", ">", sql<Date>`now()`);
  return row.exists(lease).$castTo<boolean>();
}
