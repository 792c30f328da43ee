import { sql } from "kysely";
import type { MemberStatus } from "#contract/members.ts";
import type { Role } from "#contract/rights.ts";
import type { Visibility } from "#contract/workspaces.ts";
import { type Context, compilable, query } from "#server/context.ts";
import { shownName } from "#server/members/present.ts";

/** Everything that decides whether a member sees a conversation, with the names to say it. */
export interface SightRow {
  readonly member_name: string;
  readonly role: Role;
  readonly status: MemberStatus;
  readonly visibility: Visibility;
  readonly workspace_name: string;
  readonly teams: readonly { readonly id: string; readonly name: string }[];
  readonly team_id: string | null;
  readonly team_name: string | null;
  readonly assignee_id: string | null;
  readonly assignee_name: string | null;
  readonly channel_name: string;
  /** Whose queue the channel is by now. */
  readonly queue_team_id: string | null;
}

/** What decides whether a member sees a conversation. */
export function selectSight({ workspaceId }: Context, memberId: string, conversationId: string) {
  const workspace = sql`${workspaceId}::uuid`;
  const select = sql<SightRow>`
    select m.display_name as member_name, m.role, m.status, w.visibility, w.name as workspace_name, ${teamsOfMember} as teams,
           c.team_id, t.name as team_name, c.assignee_id, ${shownName("a")} as assignee_name,
           ch.name as channel_name, ch.team_id as queue_team_id
      from members m
      join workspaces w on w.workspace_id = m.workspace_id
      join conversations c on c.workspace_id = ${workspace} and c.id = ${conversationId}::uuid
      join channels ch on ch.workspace_id = ${workspace} and ch.id = c.channel_id
      left join teams t on t.workspace_id = ${workspace} and t.id = c.team_id
      left join members a on a.workspace_id = ${workspace} and a.id = c.assignee_id
     where m.workspace_id = ${workspace} and m.id = ${memberId}::uuid`;
  return compilable(select);
}

/** What decides which conversations a member sees at all. */
export type ReachRow = Pick<SightRow, "member_name" | "role" | "status" | "visibility" | "teams">;

/** What decides which conversations a member sees at all, with the names of their teams. */
export function selectReachInWords({ workspaceId }: Context, memberId: string) {
  const select = sql<ReachRow>`
    select m.display_name as member_name, m.role, m.status, w.visibility, ${teamsOfMember} as teams
      from members m join workspaces w on w.workspace_id = m.workspace_id
     where m.workspace_id = ${workspaceId}::uuid and m.id = ${memberId}::uuid`;
  return compilable(select);
}

const teamsOfMember = sql`(
  select coalesce(json_agg(json_build_object('id', mt.id, 'name', mt.name) order by lower(mt.name)), '[]')
    from team_members tm join teams mt on mt.workspace_id = tm.workspace_id and mt.id = tm.team_id
   where tm.workspace_id = m.workspace_id and tm.member_id = m.id)`;

/** The announcement, in the audit log, of a look that one member takes at the inbox of another and that began after a moment. */
export function selectAnnouncement({ workspaceId }: Context, viewerId: string | null, memberId: string, after: Date) {
  return query
    .selectFrom("audit_entries")
    .select("at")
    .where("workspace_id", "=", workspaceId)
    .where("actor_id", "=", viewerId)
    .where("at", ">", after)
    .where("action", "=", "member.viewed_as")
    .where("subject_id", "=", memberId)
    .orderBy("at", "desc")
    .limit(1);
}
