import { type Context, transact } from "#server/context.ts";
import { distributeWaiting } from "#server/teams/distribute-later.ts";
import { addConversations } from "#server/testing/add-conversations.ts";

/** Adds conversations that wait for a member of the team from now on, and returns their identifiers. */
export async function addWaiting(context: Context, teamId: string, count: number): Promise<string[]> {
  const now = context.clock.now();
  return transact(context, async (tx) => {
    const ids = await addConversations(
      tx,
      Array.from({ length: count }, () => now),
    );
    await tx.db
      .updateTable("conversations")
      .set({ team_id: teamId, waiting_since: now })
      .where("workspace_id", "=", tx.workspaceId)
      .where("id", "in", ids)
      .execute();
    await distributeWaiting(tx, ids);
    return ids;
  });
}
