import { sql } from "kysely";
import { type Context, type Transaction, transact } from "#server/context.ts";
import { accessConversation } from "#server/conversations/access.ts";
import { isVisible } from "#server/conversations/policy.ts";
import { readChanged } from "#server/conversations/read-conversation.ts";
import { holdAssignable } from "#server/members/hold-assignable.ts";
import { shownName } from "#server/members/present.ts";
import { notify } from "#server/notifications/notify.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";
import { announce } from "#server/platform/events/announce.ts";
import { distributeToMembers } from "#server/teams/distribute-later.ts";

/** Whom to assign, and whom the caller saw as the assignee (null: nobody). */
export interface Assignment {
  readonly memberId: string;
  readonly expectedAssigneeId: string | null;
}

/**
 * Assigns a conversation in one step that only works on what the caller saw: of two clicks at once, the second is refused
 * `already_assigned` with the name of the winner. Answers the conversation as JSON. Refused `not_found`, `unknown_member`.
 */
export function assignConversation(context: Context, conversationId: string, wanted: Assignment): Promise<string> {
  return transact(context, async (tx) => {
    const [, member] = await Promise.all([accessConversation(tx, conversationId), holdAssignable(tx, wanted.memberId)]);
    if (!member) throw unknownMember();
    const { memberId: assigneeId, expectedAssigneeId } = wanted;
    const { rows } = await sql<{ teamId: string | null }>`
      update conversations c set assignee_id = ${assigneeId}::uuid, waiting_since = null
       where c.workspace_id = ${tx.workspaceId}::uuid and c.id = ${conversationId}::uuid and ${isVisible(tx.actor)}
         and c.assignee_id is not distinct from ${expectedAssigneeId}::uuid and c.assignee_id is distinct from ${assigneeId}::uuid
      returning c.team_id as "teamId"`.execute(tx.db);
    const [assigned] = rows;
    if (!assigned) await requireAssignee(tx, conversationId, assigneeId);
    else
      await Promise.all([
        announce(tx, {
          kind: "conversation.assigned",
          conversationId,
          details: { assigneeId, expectedAssigneeId, former: { ...assigned, assigneeId: expectedAssigneeId } },
        }),
        notify(tx, { kind: "assigned", memberIds: [assigneeId], conversationId }),
        distributeToMembers(tx, expectedAssigneeId === null ? [] : [expectedAssigneeId]),
      ]);
    return readChanged(tx, conversationId);
  });
}

function unknownMember(): Refusal {
  const message = "This member does not exist, or may not enter any more.";
  return new Refusal(422, "unknown_member", message, { fields: [{ path: "memberId", message }] });
}

/** Nothing was changed: fine when it is as wanted already, else somebody was faster, or it has just left the caller's sight. */
async function requireAssignee(tx: Transaction, conversationId: string, wanted: string): Promise<void> {
  await accessConversation(tx, conversationId);
  const row = await tx.db
    .selectFrom("conversations as c")
    .leftJoin("members as a", (join) =>
      join.onRef("a.workspace_id", "=", "c.workspace_id").onRef("a.id", "=", "c.assignee_id"),
    )
    .select(["c.assignee_id", shownName("a").as("name")])
    .where("c.workspace_id", "=", tx.workspaceId)
    .where("c.id", "=", conversationId)
    .executeTakeFirst();
  if (row?.assignee_id === wanted) return;
  const detail = row?.name
    ? `${row.name} has this conversation now. Assign it again if it should still change.`
    : "Nobody has this conversation now. Assign it again if it should still change.";
  throw new Refusal(409, "already_assigned", "The assignment has just changed.", { detail });
}
