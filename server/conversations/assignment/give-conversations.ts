import { sql } from "kysely";
import type { Transaction } from "#server/context.ts";
import { notify } from "#server/notifications/notify.ts";
import { announce, announceQuietly, type Fact } from "#server/platform/events/announce.ts";

/** Who is given which conversation by the distribution of its team. */
export interface Gift {
  readonly conversationId: string;
  readonly memberId: string;
}

// Open browsers hear of so many one by one; of more they hear that they should refetch.
const fewGifts = 20;

/**
 * Assigns conversations of a team that nobody has and that the transaction has locked, on behalf of Wokfow, and notifies who has
 * them now: of each, or of the first of theirs where there are many at once.
 */
export async function giveConversations(tx: Transaction, teamId: string, gifts: readonly Gift[]): Promise<void> {
  if (gifts.length === 0) return;
  const facts = gifts.map((gift) => factOf(teamId, gift));
  const isFew = gifts.length <= fewGifts;
  await Promise.all([
    assign(tx, gifts),
    ...(isFew ? facts.map((fact) => announce(tx, fact)) : [announceMany(tx, teamId, facts)]),
    ...(isFew ? gifts : firstOfEach(gifts)).map((gift) => tell(tx, gift)),
  ]);
}

function assign(tx: Transaction, gifts: readonly Gift[]): Promise<unknown> {
  return sql`
    update conversations c set assignee_id = g.member_id, waiting_since = null
      from unnest(${gifts.map((gift) => gift.conversationId)}::uuid[], ${gifts.map((gift) => gift.memberId)}::uuid[])
        as g(id, member_id)
     where c.workspace_id = ${tx.workspaceId}::uuid and c.id = g.id and c.assignee_id is null`.execute(tx.db);
}

function factOf(teamId: string, { conversationId, memberId }: Gift): Fact {
  const former = { teamId, assigneeId: null };
  const details = { assigneeId: memberId, expectedAssigneeId: null, former };
  return { kind: "conversation.assigned", conversationId, details };
}

async function announceMany(tx: Transaction, teamId: string, facts: readonly Fact[]): Promise<void> {
  const given = { kind: "conversations.given", subjectId: teamId, details: { given: facts.length } };
  await Promise.all([announceQuietly(tx, facts), announce(tx, given)]);
}

function firstOfEach(gifts: readonly Gift[]): Gift[] {
  return [...new Map(gifts.toReversed().map((gift) => [gift.memberId, gift])).values()];
}

function tell(tx: Transaction, { conversationId, memberId }: Gift): Promise<void> {
  return notify(tx, { kind: "assigned", memberIds: [memberId], conversationId });
}
