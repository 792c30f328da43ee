import { sql } from "kysely";
import type { Transaction } from "#server/context.ts";

/**
 * Stores how far a channel has been read, in the transaction that stores what was read; only after its commit may the adapter
 * confirm to the outside service. `position` is a whole number as text, null when the service needs no confirmation.
 */
export async function storePosition(tx: Transaction, channelId: string, position: string | null): Promise<void> {
  if (position === null) return;
  const row = { workspace_id: tx.workspaceId, channel_id: channelId, position, stored_at: tx.clock.now() };
  await tx.db
    .insertInto("channel_positions")
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(["workspace_id", "channel_id"])
        .doUpdateSet({ position: sql`excluded.position`, stored_at: sql`excluded.stored_at` }),
    )
    .execute();
}
