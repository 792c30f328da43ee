import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#server/context.ts";

/**
 * Takes or renews the leases of these channels for one process, as far as no living other holds them; returns whose it has.
 * A lease that is not renewed in time is free for others. That time is the database's, as the clocks of several machines differ.
 */
export async function holdLeases(
  tx: Transaction,
  { holder, channelIds, milliseconds }: { holder: string; channelIds: readonly string[]; milliseconds: number },
): Promise<Set<string>> {
  if (channelIds.length === 0) return new Set();
  const expires_at = inSoLong(milliseconds);
  // Always in the same order, so that two processes never wait for each other.
  const rows = channelIds
    .toSorted()
    .map((channel_id) => ({ workspace_id: tx.workspaceId, channel_id, holder, expires_at }));
  const held = await tx.db
    .insertInto("channel_leases")
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(["workspace_id", "channel_id"])
        .doUpdateSet({ holder: sql`excluded.holder`, expires_at: sql`excluded.expires_at` })
        .where((lease) =>
          lease.or([
            lease("channel_leases.holder", "=", holder),
            lease("channel_leases.expires_at", "<=", sql<Date>`now()`),
          ]),
        ),
    )
    .returning("channel_id")
    .execute();
  return new Set(held.map((row) => row.channel_id));
}

/** Takes the lease of a channel from whoever holds it, who ends the line at the next look and can write nothing under it. */
export async function takeLease(
  tx: Transaction,
  { holder, channelId, milliseconds }: { holder: string; channelId: string; milliseconds: number },
): Promise<void> {
  const expires_at = inSoLong(milliseconds);
  await tx.db
    .insertInto("channel_leases")
    .values({ workspace_id: tx.workspaceId, channel_id: channelId, holder, expires_at })
    .onConflict((conflict) => conflict.columns(["workspace_id", "channel_id"]).doUpdateSet({ holder, expires_at }))
    .execute();
}

/** Gives back the leases that a process holds in a workspace, all of them or those of some channels. */
export async function releaseLeases(tx: Transaction, holder: string, channelIds: readonly string[]): Promise<void> {
  if (channelIds.length === 0) return;
  await tx.db
    .deleteFrom("channel_leases")
    .where("workspace_id", "=", tx.workspaceId)
    .where("holder", "=", holder)
    .where("channel_id", "in", [...channelIds])
    .execute();
}

function inSoLong(milliseconds: number): RawBuilder<Date> {
  return sql`now() + ${milliseconds} * interval '1 millisecond'`;
}
