import { holds } from "#contract/rights.ts";
import type { Sight, SightReason } from "#contract/sight.ts";
import { type Context, read } from "#server/context.ts";
import { accessConversation } from "#server/conversations/access.ts";
import { accessMember } from "#server/members/access.ts";
import { mayEnter } from "#server/members/policy.ts";
import { notFound } from "#server/platform/errors/refusal.ts";
import { type SightRow, selectSight } from "#server/sight/queries.ts";
import { join, sayRoleSight } from "#server/sight/say-reach.ts";

type Reason = Sight["reasons"][number];

/**
 * Whether a member sees a conversation, with the rules by which they do or the one that keeps it from them. The rules are those of
 * `sees` in the policy of conversations, one by one. Refused `not_found`.
 */
export async function explainSight(context: Context, memberId: string, conversationId: string): Promise<Sight> {
  await Promise.all([accessMember(context, memberId), accessConversation(context, conversationId)]);
  const [row] = await read(context, selectSight(context, memberId, conversationId));
  if (!row) throw notFound();
  const why = mayEnter(row) ? whySeen(row, memberId) : [];
  if (why.length > 0) return { memberId, conversationId, sees: true, reasons: why, remedy: null };
  return { memberId, conversationId, sees: false, reasons: [whyNot(row)], remedy: remedyOf(row) };
}

function whySeen(row: SightRow, memberId: string): Reason[] {
  const { member_name: name, role, visibility, assignee_id, team_id, channel_name } = row;
  const because = (kind: SightReason, reason: string) => ({
    kind,
    sentence: `${name} sees this conversation because ${reason}.`,
  });
  const own = row.teams.find(({ id }) => id === team_id);
  const isNobodys = team_id === null && assignee_id === null;
  return [
    holds(role, "inbox.all") && because("role", sayRoleSight(role)),
    visibility === "everything" && because("visibility", `members of ${row.workspace_name} see everything`),
    assignee_id === memberId && because("assignee", "it is assigned to them"),
    own && because("team", `they are in team ${own.name}, ${belongs(row, channel_name)}`),
    isNobodys &&
      visibility === "teams_and_unassigned" &&
      because("nobodys", "it belongs to no team and nobody, and members see such conversations"),
  ].filter((reason) => reason !== false && reason !== undefined);
}

/** A queue may have changed hands since, and a conversation may have been given to another team than its queue's. */
function belongs({ team_id, queue_team_id }: SightRow, channel: string): string {
  return team_id === queue_team_id
    ? `to which the queue “${channel}” belongs`
    : `which has this conversation now, although it came in through the queue “${channel}”`;
}

function whyNot(row: SightRow): Reason {
  const { member_name: name, status, team_name, assignee_name, teams } = row;
  const because = (kind: SightReason, reason: string) => ({
    kind,
    sentence: `${name} does not see this conversation because ${reason}.`,
  });
  if (!mayEnter(row)) return because("ended", status === "removed" ? "they were removed" : "they are deactivated");
  if (team_name !== null) {
    const own = teams.length === 0 ? "no team" : `${join(teams.map((team) => team.name))} alone`;
    return because("other_team", `it belongs to team ${team_name}, and they are in ${own}`);
  }
  if (assignee_name !== null)
    return because("other_member", `it is assigned to ${assignee_name} and belongs to no team`);
  return because("no_team", "it belongs to no team, and members see only their own and their teams' conversations");
}

function remedyOf({ status, team_name, teams }: SightRow): string {
  if (status === "removed") return "Invite them again in Settings, Users.";
  if (status === "deactivated") return "Reactivate them in Settings, Users.";
  const toTeam = teams.length > 0 ? ", give it to one of their teams" : "";
  const orJoin = team_name === null ? "" : `, add them to team ${team_name}`;
  return `To let them see it, assign it to them${toTeam}${orJoin}, or change what members see in Settings, General.`;
}
