import { type Context, transact } from "#server/context.ts";
import { newId } from "#server/platform/identifier.ts";

/** Adds a team of these members and returns its identifier. */
export async function addTeam(context: Context, name: string, memberIds: readonly string[]): Promise<string> {
  const id = newId();
  await transact(context, async (tx) => {
    const common = { workspace_id: tx.workspaceId };
    const created_at = tx.clock.now();
    await tx.db
      .insertInto("teams")
      .values({ ...common, id, name, purpose: "sales", colour: "teal", created_at })
      .execute();
    if (memberIds.length === 0) return;
    await tx.db
      .insertInto("team_members")
      .values(memberIds.map((member_id) => ({ ...common, team_id: id, member_id, joined_at: created_at })))
      .execute();
  });
  return id;
}
