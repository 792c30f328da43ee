import { type RawBuilder, sql } from "kysely";
import type { DirectoryMember, listDirectory } from "#contract/directory.ts";
import type { QueryOf } from "#contract/endpoint.ts";
import { roles } from "#contract/rights.ts";
import { type Context, compilable, query, type Transaction } from "#server/context.ts";
import type { Ranked } from "#server/members/policy.ts";

/** A row of the directory. `sort_key` is the text that it is sorted by. */
export interface DirectoryRow extends Pick<DirectoryMember, "id" | "email" | "role" | "status" | "teams"> {
  readonly display_name: string;
  readonly avatar_file_id: string | null;
  readonly last_seen_at: Date | null;
  readonly created_at: Date;
  readonly sort_key: string;
}

/** One row of the directory with what only the panel of one member shows. */
export interface DirectoryEntryRow extends DirectoryRow {
  readonly open_conversations: number;
  readonly sessions: number;
}

/** Where a page of the directory begins: behind this text and identifier. */
export interface DirectoryPosition {
  readonly key: string;
  readonly id: string;
}

type Wish = Omit<QueryOf<typeof listDirectory>, "cursor" | "limit">;

/** A page of the directory, as many rows as asked for, behind a position. */
export function selectDirectory(
  { workspaceId }: Context,
  wish: Wish,
  { from, count }: { from: DirectoryPosition | null; count: number },
) {
  const key = sortKeys[wish.sort];
  const [beyond, direction] = wish.order === "ascending" ? [sql`>`, sql`asc`] : [sql`<`, sql`desc`];
  const after = from ? sql`and (${key}, m.id) ${beyond} (${from.key}::text, ${from.id}::uuid)` : sql``;
  return compiled<DirectoryRow>(sql`
    select ${columns}, ${key} as sort_key from members m join people p on p.id = m.person_id
     where ${isWished(workspaceId, wish)} ${after}
     order by ${key} ${direction}, m.id ${direction} limit ${count}`);
}

/** How many members a wish finds in all pages. */
export function countDirectory({ workspaceId }: Context, wish: Wish) {
  return compiled<{ total: number }>(sql`
    select count(*)::integer as total from members m join people p on p.id = m.person_id
     where ${isWished(workspaceId, wish)}`);
}

/** One member of the directory. */
export function selectDirectoryEntry({ workspaceId, clock }: Context, memberId: string) {
  return compiled<DirectoryEntryRow>(sql`
    select ${columns}, '' as sort_key,
           (select count(*)::integer from conversations c
             where c.workspace_id = m.workspace_id and c.assignee_id = m.id and c.archived_at is null) as open_conversations,
           (select count(*)::integer from sessions s
             where s.signed_in_to = m.workspace_id and s.member_id = m.id and s.expires_at > ${clock.now()}::timestamptz) as sessions
      from members m join people p on p.id = m.person_id
     where m.workspace_id = ${workspaceId}::uuid and m.id = ${memberId}::uuid and m.status <> 'removed'`);
}

/** What is needed to judge a deed, of a member who is held until the transaction ends. */
export interface HeldMember extends Ranked {
  readonly personId: string;
  readonly displayName: string;
}

/**
 * Holds a member, whoever acts on them, and every active Owner until the transaction ends, in one order for all, and answers them as
 * they are then: of two Owners who act on each other at the same moment, the second finds out here what they no longer are.
 */
export async function holdRanks(tx: Transaction, memberIds: readonly string[]): Promise<HeldMember[]> {
  return tx.db
    .selectFrom("members")
    .select(["id", "role", "status", "person_id as personId", "display_name as displayName"])
    .where("workspace_id", "=", tx.workspaceId)
    .where((or) => or.or([or("id", "in", memberIds), or.and([or("role", "=", "owner"), or("status", "=", "active")])]))
    .orderBy("id")
    .forNoKeyUpdate()
    .execute();
}

/** How many active Owners there are. */
export function countActiveOwners({ workspaceId }: Context) {
  return query
    .selectFrom("members")
    .select((all) => all.fn.countAll<number>().as("count"))
    .where("workspace_id", "=", workspaceId)
    .where("role", "=", "owner")
    .where("status", "=", "active");
}

/** Whether a person belongs to another workspace, too. */
export function selectWorksElsewhere({ workspaceId }: Context, personId: string) {
  return compiled<{ elsewhere: boolean }>(
    sql`select works_elsewhere(${personId}::uuid, ${workspaceId}::uuid) as elsewhere`,
  );
}

const teamsOf = sql`coalesce((
  select json_agg(json_build_object('id', t.id, 'name', t.name, 'colour', t.colour) order by lower(t.name))
    from team_members tm join teams t on t.workspace_id = tm.workspace_id and t.id = tm.team_id
   where tm.workspace_id = m.workspace_id and tm.member_id = m.id), '[]'::json)`;

const columns = sql`m.id, m.display_name, p.email, m.role, m.avatar_file_id, m.status, m.last_seen_at, m.created_at,
  ${teamsOf} as teams`;

const rank = sql.raw(roles.map((role, place) => `when '${role}' then '${place}'`).join(" "));

/** Text in every case, so that a cursor is a text and an identifier whatever the list is sorted by. */
const sortKeys: Readonly<Record<Wish["sort"], RawBuilder<string>>> = {
  name: sql`lower(m.display_name)`,
  email: sql`p.email`,
  role: sql`(case m.role ${rank} end || lower(m.display_name))`,
  last_seen: sql`coalesce(to_char(m.last_seen_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), '')`,
};

function isWished(workspaceId: string, { search, role, status, teamId }: Wish): RawBuilder<boolean> {
  const conditions = [
    sql`m.workspace_id = ${workspaceId}::uuid`,
    status ? sql`m.status = ${status}` : sql`m.status <> 'removed'`,
    ...(role ? [sql`m.role = ${role}`] : []),
    ...(search
      ? [sql`(strpos(lower(m.display_name), lower(${search})) > 0 or strpos(p.email, lower(${search})) > 0)`]
      : []),
    ...(teamId
      ? [
          sql`exists (select from team_members tm
              where tm.workspace_id = m.workspace_id and tm.member_id = m.id and tm.team_id = ${teamId}::uuid)`,
        ]
      : []),
  ];
  return sql`${sql.join(conditions, sql` and `)}`;
}

function compiled<Row>(statement: RawBuilder<unknown>) {
  return compilable(statement.$castTo<Row>());
}
