import type { Team } from "#contract/teams.ts";
import type { TeamWithMembers } from "#server/teams/queries.ts";

/** A team as the contract shows it. Whoever led it and is gone for good leads it no longer. */
export function presentTeam(row: TeamWithMembers): Team {
  const { id, name, purpose, colour, distribution, cap, members } = row;
  const lead = members.find(({ memberId }) => memberId === row.lead_id);
  return { id, name, purpose, colour, leadId: lead?.memberId ?? null, distribution, cap, members };
}
