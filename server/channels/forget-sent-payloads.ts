import { sql } from "kysely";
import { type Context, transact } from "#server/context.ts";

// Phones ask for a message again for two weeks: PLACEHOLDER_MAX_AGE_SECONDS of Baileys 7.0.0-rc14.
const keptMilliseconds = 14 * 24 * 3_600_000;
const batchSize = 5_000;

/** Removes what a workspace has sent over linked devices and nobody will ask for again. */
export async function forgetSentPayloads(context: Context): Promise<void> {
  const before = new Date(context.clock.now().getTime() - keptMilliseconds);
  for (let batch = batchSize; batch === batchSize; ) {
    batch = await transact(context, async (tx) => {
      const { rows } = await sql`
        delete from sent_payloads p
         using (select channel_id, external_id from sent_payloads
                 where workspace_id = ${tx.workspaceId}::uuid and sent_at < ${before}::timestamptz
                 order by sent_at limit ${batchSize}) old
         where p.workspace_id = ${tx.workspaceId}::uuid and p.channel_id = old.channel_id and p.external_id = old.external_id
        returning 1`.execute(tx.db);
      return rows.length;
    });
  }
}
