import type { Profile } from "#contract/members.ts";
import { recordAudit } from "#server/audit/record.ts";
import { type Context, type Transaction, transact } from "#server/context.ts";
import { accessProfile } from "#server/members/access.ts";
import { notFound } from "#server/platform/errors/refusal.ts";
import { announce } from "#server/platform/events/announce.ts";

/** Changes what is given of the acting member's own profile, and tells everyone who is looking. */
export function editProfile(
  context: Context,
  change: { displayName?: string | undefined; timeZone?: string | undefined },
): Promise<Profile> {
  const { displayName, timeZone } = change;
  const columns = {
    ...(displayName !== undefined && { display_name: displayName }),
    ...(timeZone !== undefined && { time_zone: timeZone }),
  };
  return transact(context, async (tx) => {
    if (displayName !== undefined) await recordRenaming(tx, displayName);
    if (Object.keys(columns).length > 0) await changeOwnMember(tx, columns);
    return accessProfile(tx);
  });
}

async function recordRenaming(tx: Transaction, displayName: string): Promise<void> {
  const { id, displayName: former } = await accessProfile(tx);
  if (former === displayName) return;
  await recordAudit(tx, {
    action: "member.renamed",
    subject: { kind: "member", id, name: displayName },
    before: { displayName: former },
    after: { displayName },
  });
}

/** Writes columns of the acting member's own row and announces the change. */
export async function changeOwnMember(
  tx: Transaction,
  columns: { display_name?: string; time_zone?: string; avatar_file_id?: string | null },
): Promise<void> {
  const { actor, workspaceId } = tx;
  if (actor.kind !== "member") throw notFound();
  const own = tx.db.updateTable("members").where("workspace_id", "=", workspaceId).where("id", "=", actor.memberId);
  await own.set(columns).execute();
  await announce(tx, { kind: "member.changed", subjectId: actor.memberId });
}
