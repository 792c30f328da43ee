import { sql } from "kysely";
import { type Context, query } from "#server/context.ts";

/** One member of the workspace. */
export function selectMember({ workspaceId }: Context, memberId: string) {
  return query.selectFrom("members").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", memberId);
}

/** The membership of a person who has not been removed. */
export function selectMembershipOf({ workspaceId }: Context, personId: string) {
  return query
    .selectFrom("members")
    .select(["id", "display_name", "status"])
    .where("workspace_id", "=", workspaceId)
    .where("person_id", "=", personId)
    .where("status", "!=", "removed");
}

/** What decides which conversations a member sees, for those who may enter. */
export function selectReach({ workspaceId }: Context, memberId: string) {
  return query
    .selectFrom("members as m")
    .innerJoin("workspaces as w", "w.workspace_id", "m.workspace_id")
    .select(["m.role", "m.person_id", "w.visibility", teamIdsOf.as("team_ids")])
    .where("m.workspace_id", "=", workspaceId)
    .where("m.id", "=", memberId)
    .where("m.status", "in", ["invited", "active"]);
}

const teamIdsOf = sql<string[]>`array(
  select t.team_id from team_members t where t.workspace_id = m.workspace_id and t.member_id = m.id)`;

/** Where a page of the list of members begins: after this name, in lower case, and identifier. */
export interface MemberPosition {
  readonly sort_name: string;
  readonly id: string;
}

/** Members who may enter, by name, as many as asked for, after a position. */
export function selectMembers({ workspaceId }: Context, from: MemberPosition | null, count: number) {
  const sortName = sql<string>`lower(display_name)`;
  const page = query
    .selectFrom("members")
    .select(["id", "display_name", "role", "avatar_file_id", "availability", "status", sortName.as("sort_name")])
    .where("workspace_id", "=", workspaceId)
    .where("status", "in", ["invited", "active"])
    .orderBy(sortName)
    .orderBy("id")
    .limit(count);
  return from ? page.where(sql<boolean>`(lower(display_name), id) > (${from.sort_name}, ${from.id}::uuid)`) : page;
}
