import { waitFor } from "#server/testing/wait-for.ts";

/** Resolves once so many wait for a lock that another holds; asked outside of any transaction, which would see no change. */
export async function lockAwaited(
  pool: { query(text: string): Promise<{ rowCount: number | null }> },
  waiting = 1,
): Promise<void> {
  const here = "select pid from pg_stat_activity where datname = current_database()";
  await waitFor(async () => {
    const { rowCount } = await pool.query(`select from pg_locks where not granted and pid in (${here})`);
    return (rowCount ?? 0) >= waiting || undefined;
  });
}
