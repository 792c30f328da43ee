import { type RawBuilder, type Selectable, sql } from "kysely";
import type { Team } from "#contract/teams.ts";
import { type Context, compilable, query, type Transaction } from "#server/context.ts";
import type { TeamsTable } from "#server/teams/tables.ts";

/** A team as it is stored. */
export type TeamRow = Selectable<TeamsTable>;

/** A team with those who work in it, by name. */
export type TeamWithMembers = TeamRow & { readonly members: Team["members"] };

/** The teams of the workspace by name, with their members. */
export function teamsOf({ workspaceId }: Context) {
  return query
    .selectFrom("teams as t")
    .selectAll("t")
    .select(membersOf.as("members"))
    .where("t.workspace_id", "=", workspaceId)
    .orderBy(sql`lower(t.name)`);
}

/** One team with its members. */
export function teamById(context: Context, teamId: string) {
  return teamsOf(context).where("t.id", "=", teamId);
}

const membersOf: RawBuilder<Team["members"]> = sql`coalesce((
  select jsonb_agg(jsonb_build_object('memberId', m.id, 'displayName', m.display_name, 'avatarFileId', m.avatar_file_id)
                   order by lower(m.display_name), m.id)
    from team_members tm join members m on m.workspace_id = tm.workspace_id and m.id = tm.member_id
   where tm.workspace_id = t.workspace_id and tm.team_id = t.id and m.status <> 'removed'), '[]')`;

/** Takes one team until the transaction ends: `changing` what it is, or `deleting` it, which lets nothing new become its own. */
export async function lockTeam(
  tx: Transaction,
  teamId: string,
  purpose: "changing" | "deleting",
): Promise<TeamRow | undefined> {
  const row = tx.db.selectFrom("teams").selectAll().where("workspace_id", "=", tx.workspaceId).where("id", "=", teamId);
  return (purpose === "deleting" ? row.forUpdate() : row.forNoKeyUpdate()).executeTakeFirst();
}

/** Lets whoever makes or names teams follow one another: only so can a name be given once. */
export async function lockNames(tx: Transaction): Promise<void> {
  await tx.db
    .selectFrom("workspaces")
    .select("workspace_id")
    .where("workspace_id", "=", tx.workspaceId)
    .forNoKeyUpdate()
    .execute();
}

/** How many teams there are, and whether another than this one has a name, whatever its letter case. */
export async function lookAtNames(tx: Transaction, name: string, teamId: string) {
  return tx.db
    .selectFrom("teams")
    .select(({ fn }) => [
      fn.countAll<string>().as("total"),
      sql<boolean>`coalesce(bool_or(lower(name) = lower(${name}::text) and id <> ${teamId}::uuid), false)`.as(
        "isTaken",
      ),
    ])
    .where("workspace_id", "=", tx.workspaceId)
    .executeTakeFirstOrThrow();
}

/** Adds a team without members. */
export async function insertTeam(tx: Transaction, team: Omit<TeamRow, "workspace_id" | "lead_id">): Promise<void> {
  await tx.db
    .insertInto("teams")
    .values({ workspace_id: tx.workspaceId, lead_id: null, ...team })
    .execute();
}

/** Changes columns of a team. */
export async function updateTeam(tx: Transaction, teamId: string, change: Partial<TeamRow>): Promise<void> {
  await tx.db
    .updateTable("teams")
    .set(change)
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", teamId)
    .execute();
}

/** A member who is not gone for good, and whether they are in the team. */
export async function findMember(tx: Transaction, teamId: string, memberId: string) {
  return tx.db
    .selectFrom("members as m")
    .leftJoin("team_members as t", (join) =>
      join
        .onRef("t.workspace_id", "=", "m.workspace_id")
        .onRef("t.member_id", "=", "m.id")
        .on("t.team_id", "=", teamId),
    )
    .select(["m.display_name as name", "t.team_id as teamId"])
    .where("m.workspace_id", "=", tx.workspaceId)
    .where("m.id", "=", memberId)
    .where("m.status", "<>", "removed")
    .executeTakeFirst();
}

/** Takes a member into a team. */
export async function insertMember(tx: Transaction, teamId: string, memberId: string): Promise<void> {
  await tx.db
    .insertInto("team_members")
    .values({ workspace_id: tx.workspaceId, team_id: teamId, member_id: memberId, joined_at: tx.clock.now() })
    .execute();
}

/** Takes a member out of a team, also as its lead. */
export async function dropMember(tx: Transaction, teamId: string, memberId: string): Promise<void> {
  const out = tx.db
    .deleteFrom("team_members")
    .where("workspace_id", "=", tx.workspaceId)
    .where("team_id", "=", teamId)
    .where("member_id", "=", memberId);
  const lead = tx.db
    .updateTable("teams")
    .set({ lead_id: null })
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", teamId)
    .where("lead_id", "=", memberId);
  await Promise.all([out.execute(), lead.execute()]);
}

/** How many conversations belong to a team; each half is counted by an index of its own. */
export function countHoldings({ workspaceId }: Context, teamId: string) {
  const ofTeam = sql`select count(*) from conversations where workspace_id = ${workspaceId}::uuid and team_id = ${teamId}::uuid`;
  const counted = sql<{ open: string; archived: string }>`
    select (${ofTeam} and archived_at is null) as open, (${ofTeam} and archived_at is not null) as archived`;
  return compilable(counted);
}

/** The channels whose queue belongs to a team. */
export function queuesOfTeam({ workspaceId }: Context, teamId: string) {
  return query
    .selectFrom("channels")
    .select(["id as channelId", "name"])
    .where("workspace_id", "=", workspaceId)
    .where("team_id", "=", teamId)
    .where("removed_at", "is", null)
    .orderBy("created_at")
    .orderBy("id");
}

/** Deletes a team that nothing belongs to any more, and says whose team it was. Undefined while something does. */
export async function deleteEmptyTeam(tx: Transaction, teamId: string): Promise<string[] | undefined> {
  const { rows } = await sql<{ member_ids: string[] }>`
    delete from teams t
     where t.workspace_id = ${tx.workspaceId}::uuid and t.id = ${teamId}::uuid
       and not exists (select from channels c where c.workspace_id = t.workspace_id and c.team_id = t.id)
       and not exists (
         select from conversations c where c.workspace_id = t.workspace_id and c.team_id = t.id and c.archived_at is null)
       and not exists (
         select from conversations c where c.workspace_id = t.workspace_id and c.team_id = t.id and c.archived_at is not null)
    returning array(select m.member_id from team_members m where m.workspace_id = t.workspace_id and m.team_id = t.id)
      as member_ids`.execute(tx.db);
  return rows[0]?.member_ids;
}
