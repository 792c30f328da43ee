import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { ChannelKind } from "#contract/channels.ts";
import type { TeamColour } from "#contract/teams.ts";
import { type Context, query, type Transaction } from "#server/context.ts";

/** A queue with its team and the latest of its moves. */
export interface QueueRow {
  readonly channel_id: string;
  readonly channel_kind: ChannelKind;
  readonly channel_name: string;
  readonly team_id: string | null;
  readonly team_name: string | null;
  readonly team_colour: TeamColour | null;
  readonly move_id: string | null;
  readonly moved_at: Date | null;
  readonly moved: number | null;
  readonly undone_at: Date | null;
  readonly restored: number | null;
}

/** The queues of the workspace, oldest channel first, each with its latest move since a moment that moved something; with `channelId` that one alone. */
export function queuesOf({ workspaceId }: Context, since: Date, channelId: string | null = null): RawBuilder<QueueRow> {
  return sql`
    select ch.id as channel_id, ch.kind as channel_kind, ch.name as channel_name, ch.team_id, t.name as team_name,
           t.colour as team_colour, m.id as move_id, m.moved_at, m.moved, m.undone_at, m.restored
      from channels ch
      left join teams t on t.workspace_id = ch.workspace_id and t.id = ch.team_id
      left join lateral (
        select * from queue_moves q
         where q.workspace_id = ch.workspace_id and q.channel_id = ch.id and q.moved_at >= ${since}::timestamptz and q.moved > 0
         order by q.moved_at desc, q.id desc limit 1) m on true
     where ch.workspace_id = ${workspaceId}::uuid and ch.removed_at is null
       and (${channelId}::uuid is null or ch.id = ${channelId}::uuid)
     order by ch.created_at, ch.id`;
}

/** A channel and whose its queue is, taken until the transaction ends: conversations that just begin wait, and then see what comes of it. */
export async function lockQueue(tx: Transaction, channelId: string) {
  const { rows } = await sql<{ name: string; team_id: string | null; team_name: string | null }>`
    select ch.name, ch.team_id, (select t.name from teams t where t.workspace_id = ch.workspace_id and t.id = ch.team_id) as team_name
      from channels ch where ch.workspace_id = ${tx.workspaceId}::uuid and ch.id = ${channelId}::uuid and ch.removed_at is null
       for update of ch`.execute(tx.db);
  return rows[0];
}

/** The name of a team, which cannot be deleted until the transaction ends. */
export async function holdTeam(tx: Transaction, teamId: string): Promise<string | undefined> {
  const row = await tx.db
    .selectFrom("teams")
    .select("name")
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", teamId)
    .forKeyShare()
    .executeTakeFirst();
  return row?.name;
}

/** Gives a channel's queue to a team, or to everyone. */
export async function setTeam(tx: Transaction, channelId: string, teamId: string | null): Promise<void> {
  await tx.db
    .updateTable("channels")
    .set({ team_id: teamId })
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", channelId)
    .execute();
}

/** Open conversations of a channel that are not a team's. */
function movable(workspaceId: string, channelId: string, teamId: string | null): RawBuilder<SqlBool> {
  return sql`c.workspace_id = ${workspaceId}::uuid and c.channel_id = ${channelId}::uuid and c.archived_at is null
    and c.team_id is distinct from ${teamId}::uuid`;
}

/** The members who keep what is assigned to them when it becomes a team's, as `a`. */
const keeping = (teamId: string | null) => sql`
  left join members a on a.workspace_id = c.workspace_id and a.id = c.assignee_id and a.status = 'active'
    and (${teamId}::uuid is null or exists (
      select from team_members t where t.workspace_id = a.workspace_id and t.team_id = ${teamId}::uuid and t.member_id = a.id))`;

/** How many open conversations of a channel would move to a team, and how many of them would lose their assignee. */
export function countMovable({ workspaceId }: Context, channelId: string, teamId: string | null) {
  return sql<{ moving: string; losing: string }>`
    select count(*) as moving, count(*) filter (where c.assignee_id is not null and a.id is null) as losing
      from conversations c ${keeping(teamId)} where ${movable(workspaceId, channelId, teamId)}`;
}

/** Takes conversations that are to move and that nobody else is changing at this moment; with `waiting`, also such as are. */
export async function lockMovable(tx: Transaction, move: Move, most: number, waiting: boolean): Promise<string[]> {
  const { channelId, teamId, movedAt } = move;
  const rows = tx.db
    .selectFrom("conversations as c")
    .select("c.id")
    .where(movable(tx.workspaceId, channelId, teamId))
    .where(sql<SqlBool>`not ${passedOnSince(sql`${movedAt}::timestamptz`)}`)
    .orderBy("c.id");
  const limited = rows.limit(most).forNoKeyUpdate();
  const locked = await (waiting ? limited : limited.skipLocked()).execute();
  if (locked.length === 0) return [];
  const ids = locked.map(({ id }) => id);
  // Asked once more: a statement that waits for a claim does not see the fact of it.
  const left = await rows.where(sql<SqlBool>`c.id = any(${ids}::uuid[])`).execute();
  return left.length > 0 ? left.map(({ id }) => id) : lockMovable(tx, move, most, waiting);
}

/** Whether a member has claimed, assigned or passed on the conversation `c` since a moment. */
function passedOnSince(moment: RawBuilder<Date>): RawBuilder<boolean> {
  return sql`exists (
    select from facts e
     where e.workspace_id = c.workspace_id and e.conversation_id = c.id and e.at >= ${moment} and e.actor_id is not null
       and e.kind in ('conversation.assigned', 'conversation.unassigned', 'conversation.transferred'))`;
}

/** Whose a conversation was. */
export interface FormerRow {
  readonly id: string;
  readonly teamId: string | null;
  readonly assigneeId: string | null;
}

/**
 * Makes conversations a team's, or everyone's, and says whose they were. Only an assignee who is in the team keeps them. Without
 * one they wait for one of the team, since when they waited before or else since something last happened.
 */
export async function moveConversations(tx: Transaction, ids: readonly string[], teamId: string | null) {
  const { rows } = await sql<FormerRow & { waitingSince: Date | null; isOpen: boolean }>`
    with former as (
      select c.id, c.team_id, c.assignee_id, c.waiting_since, c.archived_at, c.last_activity_at, a.id as keeper_id
        from conversations c ${keeping(teamId)}
       where c.workspace_id = ${tx.workspaceId}::uuid and c.id = any(${ids}::uuid[])
    )
    update conversations c
       set team_id = ${teamId}::uuid, assignee_id = f.keeper_id,
           waiting_since = case when ${teamId}::uuid is not null and f.keeper_id is null
                                then coalesce(f.waiting_since, f.last_activity_at) end
      from former f where c.workspace_id = ${tx.workspaceId}::uuid and c.id = f.id
    returning f.id, f.team_id as "teamId", f.assignee_id as "assigneeId", f.waiting_since as "waitingSince",
              f.archived_at is null as "isOpen"`.execute(tx.db);
  return rows;
}

/** A move that goes on. */
export interface Move {
  readonly channelId: string;
  readonly teamId: string | null;
  readonly movedAt: Date;
}

/** What a move is about: whose queue, to which team, and from which. */
export interface MoveTarget {
  readonly channelId: string;
  readonly teamId: string | null;
  readonly formerTeamId: string | null;
}

/** The move of a queue that is not finished. */
export async function unfinishedMove(tx: Transaction, channelId: string) {
  return tx.db
    .selectFrom("queue_moves")
    .select(["id", "team_id"])
    .where("workspace_id", "=", tx.workspaceId)
    .where("channel_id", "=", channelId)
    .where("finished_at", "is", null)
    .executeTakeFirst();
}

/** Counts more conversations on a move, and keeps where they were. */
export async function addToMove(
  tx: Transaction,
  moveId: string,
  former: readonly (FormerRow & { waitingSince: Date | null })[],
): Promise<void> {
  const counted = tx.db
    .updateTable("queue_moves")
    .set({ moved: sql`moved + ${former.length}::integer` })
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", moveId);
  const kept = sql`
    insert into queue_move_conversations
      (workspace_id, move_id, conversation_id, former_team_id, former_assignee_id, former_waiting_since)
    select ${tx.workspaceId}::uuid, ${moveId}::uuid, id, "teamId", "assigneeId", "waitingSince"
      from jsonb_to_recordset(${JSON.stringify(former)}::jsonb)
        as f(id uuid, "teamId" uuid, "assigneeId" uuid, "waitingSince" timestamptz)
    on conflict do nothing`;
  await Promise.all([counted.execute(), kept.execute(tx.db)]);
}

/** One move. */
export function moveById({ workspaceId }: Context, moveId: string) {
  return query.selectFrom("queue_moves").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", moveId);
}

/** Marks a move as undone, with nothing restored yet. */
export async function markUndone(tx: Transaction, moveId: string): Promise<void> {
  await tx.db
    .updateTable("queue_moves")
    .set({ undone_at: tx.clock.now(), restored: 0 })
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", moveId)
    .where("undone_at", "is", null)
    .execute();
}

/** Takes conversations that are where the move has put them, and that no member has claimed, assigned or passed on since. */
export async function lockMoved(tx: Transaction, moveId: string, most: number, waiting: boolean): Promise<string[]> {
  const moved = untouched(tx, moveId);
  const { rows: locked } = await sql<{ id: string }>`
    select c.id ${moved} order by c.id limit ${most}::integer for no key update of c ${waiting ? sql`` : sql`skip locked`}`.execute(
    tx.db,
  );
  if (locked.length === 0) return [];
  // Asked once more: a statement that waits for a claim does not see the fact of it.
  const { rows } = await sql<{ id: string }>`
    select c.id ${moved} and c.id = any(${locked.map(({ id }) => id)}::uuid[])`.execute(tx.db);
  return rows.length > 0 ? rows.map(({ id }) => id) : lockMoved(tx, moveId, most, waiting);
}

/** The conversations `c` that nobody but Wokfow has touched since a move. */
function untouched({ workspaceId }: Context, moveId: string): RawBuilder<unknown> {
  return sql`
    from queue_moves m
    join queue_move_conversations k on k.workspace_id = m.workspace_id and k.move_id = m.id
    join conversations c on c.workspace_id = k.workspace_id and c.id = k.conversation_id
   where m.workspace_id = ${workspaceId}::uuid and m.id = ${moveId}::uuid and c.team_id is not distinct from m.team_id
     and not ${passedOnSince(sql`m.moved_at`)}`;
}

/** Gives conversations back to whom they were before a move, as far as those still work here, and says whose they were until now. */
export async function restoreMoved(tx: Transaction, moveId: string, ids: readonly string[]): Promise<RestoredRow[]> {
  const restored = sql<RestoredRow>`
    with undone as (
      delete from queue_move_conversations
       where workspace_id = ${tx.workspaceId}::uuid and move_id = ${moveId}::uuid and conversation_id = any(${ids}::uuid[])
      returning *
    ),
    place as (
      select c.id, c.team_id as held_by_team, c.assignee_id as held_by, t.id as team_id, m.id as assignee_id,
             case when t.id is not null and m.id is null then coalesce(u.former_waiting_since, c.last_activity_at) end as waiting_since
        from undone u
        join conversations c on c.workspace_id = u.workspace_id and c.id = u.conversation_id
        left join teams t on t.workspace_id = u.workspace_id and t.id = u.former_team_id
        left join members m on m.workspace_id = u.workspace_id and m.id = u.former_assignee_id and m.status = 'active'
    )
    update conversations c set team_id = p.team_id, assignee_id = p.assignee_id, waiting_since = p.waiting_since
      from place p where c.workspace_id = ${tx.workspaceId}::uuid and c.id = p.id
    returning c.id, c.team_id as "nowTeamId", p.held_by_team as "teamId", p.held_by as "assigneeId"`.execute(tx.db);
  const counted = tx.db
    .updateTable("queue_moves")
    .set({ restored: sql`coalesce(restored, 0) + ${ids.length}::integer` })
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", moveId);
  const [{ rows }] = await Promise.all([restored, counted.execute()]);
  return rows;
}

/** Whose a conversation was until now, and whose team's it is. */
export type RestoredRow = FormerRow & { readonly nowTeamId: string | null };

/** Makes the queues of a team everyone's, and says which they are. */
export async function releaseQueues(tx: Transaction, teamId: string): Promise<{ id: string; name: string }[]> {
  return tx.db
    .updateTable("channels")
    .set({ team_id: null })
    .where("workspace_id", "=", tx.workspaceId)
    .where("team_id", "=", teamId)
    .returning(["id", "name"])
    .execute();
}

/**
 * Takes conversations of a team, the archived ones when no other is left, that nobody else is changing at this moment; with
 * `waiting`, also such as are. Each half walks an index of its own.
 */
export async function lockHeld(tx: Transaction, teamId: string, most: number, waiting: boolean): Promise<string[]> {
  const ofTeam = tx.db
    .selectFrom("conversations as c")
    .select("c.id")
    .where("c.workspace_id", "=", tx.workspaceId)
    .where("c.team_id", "=", teamId)
    .orderBy("c.last_activity_at", "desc")
    .orderBy("c.id", "desc")
    .limit(most)
    .forNoKeyUpdate();
  const rows = waiting ? ofTeam : ofTeam.skipLocked();
  const open = await rows.where("c.archived_at", "is", null).execute();
  const taken = open.length > 0 ? open : await rows.where("c.archived_at", "is not", null).execute();
  return taken.map((row) => row.id);
}
