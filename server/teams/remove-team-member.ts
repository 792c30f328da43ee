import type { Team } from "#contract/teams.ts";
import { recordAudit } from "#server/audit/record.ts";
import { type Context, transact } from "#server/context.ts";
import { notFound } from "#server/platform/errors/refusal.ts";
import { announce } from "#server/platform/events/announce.ts";
import { announceAccessChange } from "#server/platform/events/announce-access-change.ts";
import { accessTeam } from "#server/teams/access.ts";
import type { Membership } from "#server/teams/add-team-member.ts";
import { presentTeam } from "#server/teams/present.ts";
import { dropMember, findMember, lockTeam } from "#server/teams/queries.ts";

/** Takes a member out of a team. What is assigned to them stays with them. Doing it twice changes nothing. */
export function removeTeamMember(context: Context, { teamId, memberId }: Membership): Promise<Team> {
  return transact(context, async (tx) => {
    const team = await lockTeam(tx, teamId, "changing");
    const member = await findMember(tx, teamId, memberId);
    if (!team || !member) throw notFound();
    if (member.teamId) {
      await dropMember(tx, teamId, memberId);
      await announce(tx, { kind: "team.changed", subjectId: teamId });
      await announceAccessChange(tx, [memberId]);
      const subject = { kind: "team" as const, id: teamId, name: team.name };
      await recordAudit(tx, { action: "team.member_removed", subject, before: { member: member.name } });
    }
    return presentTeam(await accessTeam(tx, teamId));
  });
}
