import { sql } from "kysely";
import { type Context, transact } from "#server/context.ts";

// Longer than any service keeps a message back: what is not here by then lies outside of what was ever fetched.
const keptMilliseconds = 30 * 24 * 3_600_000;
const batchSize = 5_000;

/** Forgets what was said about messages that never came, such as a reaction to one from before the channel was connected. */
export async function forgetEarlyChanges(context: Context): Promise<void> {
  const before = new Date(context.clock.now().getTime() - keptMilliseconds);
  for (let batch = batchSize; batch === batchSize; ) {
    batch = await transact(context, async ({ db, workspaceId }) => {
      const { rows } = await sql`
        delete from early_changes e
         using (select ctid from early_changes
                 where workspace_id = ${workspaceId}::uuid and at < ${before}::timestamptz order by at limit ${batchSize}) old
         where e.workspace_id = ${workspaceId}::uuid and e.ctid = old.ctid
        returning 1`.execute(db);
      return rows.length;
    });
  }
}
