import { sql } from "kysely";
import type { BodyOf } from "#contract/endpoint.ts";
import type { transferConversation as endpoint } from "#contract/transfers.ts";
import { type Context, type Transaction, transact } from "#server/context.ts";
import { accessConversation } from "#server/conversations/access.ts";
import { findTransferTarget, type TransferTarget } from "#server/conversations/assignment/find-transfer-target.ts";
import { lockConversation } from "#server/conversations/lock-conversation.ts";
import { checkNote } from "#server/conversations/notes/check-note.ts";
import { storeNote } from "#server/conversations/notes/store-note.ts";
import type { Belonging } from "#server/conversations/policy.ts";
import { findConversation } from "#server/conversations/read-conversation.ts";
import { shownName } from "#server/members/present.ts";
import { notify } from "#server/notifications/notify.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";
import { announce } from "#server/platform/events/announce.ts";
import { distributeUnassigned, distributeWaiting } from "#server/teams/distribute-later.ts";

type Wanted = BodyOf<typeof endpoint>;

/** Whose a conversation is, with the names that a refusal tells. */
interface Holder extends Belonging {
  readonly teamName: string | null;
  readonly assigneeName: string | null;
}

/**
 * Gives a conversation to a team or a member in one step that only works on what the caller saw: of two transfers at once, the
 * second is refused `already_transferred` and learns who has it. One that has happened already changes nothing, but its note is
 * written. Answers as JSON. Refused `not_found`, `unknown_team`, `unknown_member`, and what a note is refused for.
 */
export function transferConversation(context: Context, conversationId: string, wanted: Wanted): Promise<string> {
  const note = wanted.note && checkNote(wanted.note);
  return transact(context, async (tx) => {
    // Members are held before conversations, as whoever shuts one out does. While this waits, it may leave the caller's sight.
    const [, target, , , holder] = await Promise.all([
      accessConversation(tx, conversationId),
      findTransferTarget(tx, wanted.to),
      lockConversation(tx, conversationId),
      accessConversation(tx, conversationId),
      findHolder(tx, conversationId),
    ]);
    const next: Belonging = { teamId: target.teamId ?? holder.teamId, assigneeId: target.assigneeId };
    const isNew = !isSame(holder, next);
    if (isNew && !isSame(holder, { teamId: wanted.expectedTeamId, assigneeId: wanted.expectedAssigneeId })) {
      throw alreadyTransferred(holder);
    }
    if (isNew) await give(tx, conversationId, holder, next, target);
    const stored = note && (await storeNote(tx, conversationId, note));
    if (isNew) await tellReceivers(tx, conversationId, target, stored?.id);
    if (stored) await tellMentioned(tx, conversationId, stored, isNew ? target.memberIds : []);
    return JSON.stringify({ conversation: await findConversation(tx, conversationId) });
  });
}

async function findHolder(tx: Transaction, conversationId: string): Promise<Holder> {
  const { rows } = await sql<Holder>`
    select c.team_id as "teamId", c.assignee_id as "assigneeId", t.name as "teamName", ${shownName("a")} as "assigneeName"
      from conversations c
      left join teams t on t.workspace_id = c.workspace_id and t.id = c.team_id
      left join members a on a.workspace_id = c.workspace_id and a.id = c.assignee_id
     where c.workspace_id = ${tx.workspaceId}::uuid and c.id = ${conversationId}::uuid`.execute(tx.db);
  // Where there is none, the door beside this has refused already.
  return rows[0] ?? { teamId: null, assigneeId: null, teamName: null, assigneeName: null };
}

function isSame(one: Belonging, other: Belonging): boolean {
  return one.teamId === other.teamId && one.assigneeId === other.assigneeId;
}

function alreadyTransferred({ teamName, assigneeName }: Holder): Refusal {
  const who = [assigneeName ?? teamName ?? "Nobody", assigneeName && teamName ? `of ${teamName}` : ""].join(" ").trim();
  return new Refusal(409, "already_transferred", "This conversation has just changed hands.", {
    detail: `${who} has this conversation now. Transfer it again if it should still change.`,
  });
}

/** What is open and belongs to nobody waits from now on for a member of its team. */
async function give(
  tx: Transaction,
  conversationId: string,
  { teamId, assigneeId }: Belonging,
  next: Belonging,
  target: TransferTarget,
): Promise<void> {
  await sql`
    update conversations
       set team_id = ${next.teamId}::uuid, assignee_id = ${next.assigneeId}::uuid,
           waiting_since = case when ${next.assigneeId}::uuid is null and archived_at is null then ${tx.clock.now()}::timestamptz end
     where workspace_id = ${tx.workspaceId}::uuid and id = ${conversationId}::uuid`.execute(tx.db);
  const details = { teamId: target.teamId, assigneeId: target.assigneeId, former: { teamId, assigneeId } };
  await Promise.all([
    announce(tx, { kind: "conversation.transferred", conversationId, details }),
    assigneeId === null
      ? distributeWaiting(tx, [conversationId])
      : distributeUnassigned(tx, conversationId, assigneeId),
  ]);
}

/** A team that distributes by itself is not told as a whole: whoever is given the conversation hears of that. */
function tellReceivers(tx: Transaction, conversationId: string, target: TransferTarget, noteId: string | undefined) {
  return notify(tx, {
    kind: "transferred",
    memberIds: target.memberIds,
    conversationId,
    ...(noteId && { messageId: noteId }),
    ...(target.teamId && { teamId: target.teamId }),
  });
}

/** Who has heard of the transfer with its note does not hear of the note again. */
function tellMentioned(
  tx: Transaction,
  conversationId: string,
  note: { readonly id: string; readonly mentioned: readonly string[] },
  told: readonly string[],
) {
  const memberIds = note.mentioned.filter((memberId) => !told.includes(memberId));
  return notify(tx, { kind: "mentioned", memberIds, conversationId, messageId: note.id });
}
