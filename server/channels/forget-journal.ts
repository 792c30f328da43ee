import { type Context, transact } from "#server/context.ts";

// A service delivers what it takes for unreceived again within minutes, at the latest when the device connects the next time.
const keptMilliseconds = 3 * 24 * 3_600_000;

/**
 * Forgets what linked devices have received, once it is handled and so old that it does not come again. Of channels that were removed
 * nothing is handled any more.
 */
export async function forgetJournal(context: Context): Promise<void> {
  const before = new Date(context.clock.now().getTime() - keptMilliseconds);
  await transact(context, ({ db, workspaceId }) =>
    db
      .deleteFrom("device_journal")
      .where("workspace_id", "=", workspaceId)
      .where("received_at", "<", before)
      .where(({ or, eb, exists, selectFrom }) =>
        or([
          eb("handled_at", "is not", null),
          exists(
            selectFrom("channels")
              .select("id")
              .whereRef("channels.workspace_id", "=", "device_journal.workspace_id")
              .whereRef("channels.id", "=", "device_journal.channel_id")
              .where("removed_at", "is not", null),
          ),
        ]),
      )
      .execute(),
  );
}
