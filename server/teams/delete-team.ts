import { recordAudit } from "#server/audit/record.ts";
import { type Context, type Transaction, transact } from "#server/context.ts";
import { notFound } from "#server/platform/errors/refusal.ts";
import { announce } from "#server/platform/events/announce.ts";
import { announceAccessChange } from "#server/platform/events/announce-access-change.ts";
import { releaseTeam } from "#server/queues/release-team.ts";
import { accessTeam } from "#server/teams/access.ts";
import { deleteEmptyTeam, lockTeam } from "#server/teams/queries.ts";

/** Deletes a team when all that belonged to it has become everyone's. Doing it again after a crash finishes the work. */
export async function deleteTeam(context: Context, teamId: string): Promise<void> {
  const team = await accessTeam(context, teamId);
  do await releaseTeam(context, team);
  while (!(await transact(context, (tx) => removeEmpty(tx, teamId))));
}

/** False when something has become the team's since, such as by a transfer. */
async function removeEmpty(tx: Transaction, teamId: string): Promise<boolean> {
  const team = await lockTeam(tx, teamId, "deleting");
  if (!team) throw notFound();
  const memberIds = await deleteEmptyTeam(tx, teamId);
  if (!memberIds) return false;
  const { name, purpose, colour, distribution, cap } = team;
  await announce(tx, { kind: "team.removed", subjectId: teamId });
  if (memberIds.length > 0) await announceAccessChange(tx, memberIds);
  const subject = { kind: "team" as const, id: teamId, name };
  await recordAudit(tx, { action: "team.deleted", subject, before: { name, purpose, colour, distribution, cap } });
  return true;
}
