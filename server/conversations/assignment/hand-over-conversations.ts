import { sql } from "kysely";
import type { HandOver } from "#contract/directory.ts";
import type { Transaction } from "#server/context.ts";
import { notify } from "#server/notifications/notify.ts";
import { announce, announceQuietly, type Fact } from "#server/platform/events/announce.ts";
import { distributeWaiting } from "#server/teams/distribute-later.ts";

// Open browsers hear of so many one by one; of more they hear that they should refetch.
const fewConversations = 20;

/**
 * Gives the open conversations of a member to others, and returns how many there were. To a member, they keep their teams; to a team,
 * they wait in its queue; to nobody, those of a team wait in that team's queue, as what only a team may see stays behind its wall.
 * Who gets them is held by the caller's transaction, and so is the member, who is given no more meanwhile. A member who gets them is
 * notified of each, or of the first where there are many at once.
 */
export async function handOverConversations(tx: Transaction, memberId: string, handOver: HandOver): Promise<number> {
  const moved = await moveAll(tx, memberId, handOver);
  if (moved.length === 0) return 0;
  const facts = moved.map((conversation) => factOf(conversation, memberId, handOver));
  const isFew = moved.length <= fewConversations;
  if (isFew) await Promise.all(facts.map((fact) => announce(tx, fact)));
  else {
    await announceQuietly(tx, facts);
    await announce(tx, { kind: "conversations.given", subjectId: memberId, details: { given: moved.length } });
  }
  const ids = moved.map(({ id }) => id);
  if (handOver.to === "member") await tellSuccessor(tx, handOver.memberId, isFew ? ids : ids.slice(0, 1));
  else await distributeWaiting(tx, ids);
  return moved.length;
}

interface Moved {
  readonly id: string;
  readonly formerTeamId: string | null;
}

/** The conversations that change hands, in the order of their identifiers. */
async function moveAll(tx: Transaction, memberId: string, handOver: HandOver): Promise<Moved[]> {
  const assigneeId = handOver.to === "member" ? handOver.memberId : null;
  const teamId = handOver.to === "team" ? handOver.teamId : null;
  // In the order of their identifiers, as others who change many conversations take them.
  const { rows } = await sql<Moved>`
    with theirs as materialized (
      select id, team_id from conversations
       where workspace_id = ${tx.workspaceId}::uuid and assignee_id = ${memberId}::uuid and archived_at is null
       order by id for no key update
    ), moved as (
      update conversations c
         set assignee_id = ${assigneeId}::uuid, team_id = coalesce(${teamId}::uuid, c.team_id),
             waiting_since = case when ${assigneeId}::uuid is null and coalesce(${teamId}::uuid, c.team_id) is not null
                                  then ${tx.clock.now()}::timestamptz end
        from theirs where c.workspace_id = ${tx.workspaceId}::uuid and c.id = theirs.id
      returning c.id, theirs.team_id as "formerTeamId"
    )
    select * from moved order by id`.execute(tx.db);
  return rows;
}

/** Whose it was goes with each fact: those who saw it and no longer do are told that it is gone. */
function factOf({ id: conversationId, formerTeamId }: Moved, memberId: string, handOver: HandOver): Fact {
  const former = { teamId: formerTeamId, assigneeId: memberId };
  if (handOver.to === "member") {
    const details = { assigneeId: handOver.memberId, expectedAssigneeId: memberId, former };
    return { kind: "conversation.assigned", conversationId, details };
  }
  if (handOver.to === "team") {
    return { kind: "conversation.transferred", conversationId, details: { teamId: handOver.teamId, former } };
  }
  return { kind: "conversation.unassigned", conversationId, details: { assigneeId: memberId, former } };
}

async function tellSuccessor(tx: Transaction, memberId: string, conversationIds: readonly string[]): Promise<void> {
  await Promise.all(
    conversationIds.map((conversationId) => notify(tx, { kind: "assigned", memberIds: [memberId], conversationId })),
  );
}
