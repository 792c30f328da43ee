import { sql } from "kysely";
import type { Transaction } from "#server/context.ts";
import { announce, announceQuietly } from "#server/platform/events/announce.ts";

/** Who is given which conversation by the distribution of its team. */
export interface Gift {
  readonly conversationId: string;
  readonly memberId: string;
}

// Open browsers hear of so many one by one; of more they hear that they should refetch.
const fewGifts = 20;

/** Assigns conversations of a team that nobody has and that the transaction has locked, on behalf of Wokfow. */
export async function giveConversations(tx: Transaction, teamId: string, gifts: readonly Gift[]): Promise<void> {
  if (gifts.length === 0) return;
  const facts = gifts.map(({ conversationId, memberId }) => ({
    kind: "conversation.assigned",
    conversationId,
    details: { assigneeId: memberId, expectedAssigneeId: null, former: { teamId, assigneeId: null } },
  }));
  const telling =
    gifts.length > fewGifts
      ? [
          announceQuietly(tx, facts),
          announce(tx, { kind: "conversations.given", subjectId: teamId, details: { given: gifts.length } }),
        ]
      : facts.map((fact) => announce(tx, fact));
  await Promise.all([assign(tx, gifts), ...telling]);
}

function assign(tx: Transaction, gifts: readonly Gift[]): Promise<unknown> {
  return sql`
    update conversations c set assignee_id = g.member_id, waiting_since = null
      from unnest(${gifts.map((gift) => gift.conversationId)}::uuid[], ${gifts.map((gift) => gift.memberId)}::uuid[])
        as g(id, member_id)
     where c.workspace_id = ${tx.workspaceId}::uuid and c.id = g.id and c.assignee_id is null`.execute(tx.db);
}
