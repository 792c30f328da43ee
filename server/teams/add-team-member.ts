import type { Team } from "#contract/teams.ts";
import { recordAudit } from "#server/audit/record.ts";
import { type Context, transact } from "#server/context.ts";
import { notFound } from "#server/platform/errors/refusal.ts";
import { announce } from "#server/platform/events/announce.ts";
import { announceAccessChange } from "#server/platform/events/announce-access-change.ts";
import { accessTeam } from "#server/teams/access.ts";
import { distributeTeams } from "#server/teams/distribute-later.ts";
import { presentTeam } from "#server/teams/present.ts";
import { findMember, insertMember, lockTeam } from "#server/teams/queries.ts";

/** Who is to be in which team. */
export interface Membership {
  readonly teamId: string;
  readonly memberId: string;
}

/** Takes a member into a team: they see its conversations from now on. Doing it twice changes nothing. */
export function addTeamMember(context: Context, { teamId, memberId }: Membership): Promise<Team> {
  return transact(context, async (tx) => {
    const team = await lockTeam(tx, teamId, "changing");
    const member = await findMember(tx, teamId, memberId);
    if (!team || !member) throw notFound();
    if (!member.teamId) {
      await insertMember(tx, teamId, memberId);
      await announce(tx, { kind: "team.changed", subjectId: teamId });
      await announceAccessChange(tx, [memberId]);
      await distributeTeams(tx, [teamId]);
      const subject = { kind: "team" as const, id: teamId, name: team.name };
      await recordAudit(tx, { action: "team.member_added", subject, after: { member: member.name } });
    }
    return presentTeam(await accessTeam(tx, teamId));
  });
}
