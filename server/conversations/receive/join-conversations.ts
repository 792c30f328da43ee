import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#server/context.ts";
import { renewLastMessage } from "#server/conversations/receive/renew-last-message.ts";

/** Puts all that belongs to a conversation into another one of the same customer and channel, and removes it. Both are locked. */
export async function joinConversations(tx: Transaction, kept: string, gone: string): Promise<void> {
  for (const statement of statements(sql`${tx.workspaceId}::uuid`, sql`${kept}::uuid`, sql`${gone}::uuid`)) {
    await statement.execute(tx.db);
  }
  await renewLastMessage(tx, kept);
}

type Sql = RawBuilder<unknown>;

function statements(workspace: Sql, kept: Sql, gone: Sql): Sql[] {
  return [
    addUp(workspace, kept, gone),
    ...whatMoves.map(
      (table) => sql`
        update ${sql.table(table)} set conversation_id = ${kept} where workspace_id = ${workspace} and conversation_id = ${gone}`,
    ),
    // What a member has seen is a number of messages, and so is what there is.
    sql`
      insert into conversation_reads as r (workspace_id, conversation_id, member_id, inbound_seen)
      select workspace_id, ${kept}, member_id, inbound_seen from conversation_reads
       where workspace_id = ${workspace} and conversation_id = ${gone}
      on conflict (workspace_id, conversation_id, member_id) do update set inbound_seen = r.inbound_seen + excluded.inbound_seen`,
    sql`
      update queue_move_conversations q set conversation_id = ${kept}
       where q.workspace_id = ${workspace} and q.conversation_id = ${gone}
         and not exists (select from queue_move_conversations k
                          where k.workspace_id = q.workspace_id and k.move_id = q.move_id and k.conversation_id = ${kept})`,
    sql`
      update first_contacts f set conversation_id = ${kept}
       where f.workspace_id = ${workspace} and f.conversation_id = ${gone}
         and not exists (select from first_contacts k
                          where k.workspace_id = f.workspace_id and k.channel_id = f.channel_id and k.day = f.day and k.conversation_id = ${kept})`,
    ...whatEnds.map(
      (table) => sql`delete from ${sql.table(table)} where workspace_id = ${workspace} and conversation_id = ${gone}`,
    ),
    sql`delete from conversations where workspace_id = ${workspace} and id = ${gone}`,
  ];
}

/** Tables whose rows go over as they are. */
const whatMoves = ["messages", "files", "facts", "mentions", "notifications"];

/** Tables of which the kept conversation has rows of its own by now. */
const whatEnds = ["conversation_reads", "queue_move_conversations", "first_contacts", "sending_turns"];

/** Whoever was written to last decides whether an answer is waited for; of two states the one counts that keeps it in sight. */
function addUp(workspace: Sql, kept: Sql, gone: Sql): Sql {
  return sql`
    update conversations k
       set inbound_count = k.inbound_count + g.inbound_count,
           answered_inbound_count = k.answered_inbound_count + g.answered_inbound_count,
           unreplied = case when coalesce(g.last_message_at > k.last_message_at, k.last_message_at is null) then g.unreplied else k.unreplied end,
           team_id = coalesce(k.team_id, g.team_id), assignee_id = coalesce(k.assignee_id, g.assignee_id),
           waiting_since = case when coalesce(k.assignee_id, g.assignee_id) is null then least(k.waiting_since, g.waiting_since) end,
           archived_at = case when k.archived_at is not null and g.archived_at is not null then k.archived_at end,
           archive_run_id = case when k.archived_at is not null and g.archived_at is not null then k.archive_run_id end,
           last_activity_at = greatest(k.last_activity_at, g.last_activity_at),
           kept_open_at = greatest(k.kept_open_at, g.kept_open_at),
           seen_at = greatest(k.seen_at, g.seen_at), replied_at = greatest(k.replied_at, g.replied_at),
           read_told_at = greatest(k.read_told_at, g.read_told_at), blocked_at = greatest(k.blocked_at, g.blocked_at),
           opted_out_at = greatest(k.opted_out_at, g.opted_out_at), paused_at = greatest(k.paused_at, g.paused_at),
           released_at = greatest(k.released_at, g.released_at), heard_at = greatest(k.heard_at, g.heard_at)
      from conversations g
     where k.workspace_id = ${workspace} and k.id = ${kept} and g.workspace_id = ${workspace} and g.id = ${gone}`;
}
