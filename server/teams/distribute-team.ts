import { sql } from "kysely";
import { type Context, type Transaction, transact } from "#server/context.ts";
import { type Gift, giveConversations } from "#server/conversations/assignment/give-conversations.ts";
import { lockConversation } from "#server/conversations/lock-conversation.ts";
import { findWaiting, lockWaiting } from "#server/conversations/lock-waiting.ts";
import { lockCandidates } from "#server/teams/lock-candidates.ts";
import { type Rule, shareOut } from "#server/teams/share-out.ts";

const batchSize = 100;

/**
 * Gives out what waits for a team, the longest waiting first, until nothing waits or nobody of the team may take more; returns how
 * many were given. Several processes may do it at once: a conversation is given by the one that has locked it, and only to a member
 * whom it has locked too.
 */
export async function distributeTeam(context: Context, teamId: string, signal: AbortSignal): Promise<number> {
  let given = 0;
  while (!signal.aborted) {
    const { gifts, busy } = await transact(context, (tx) => distributeBatch(tx, teamId));
    given += gifts;
    if (busy !== undefined) await transact(context, (tx) => lockConversation(tx, busy));
    else if (gifts === 0) break;
  }
  return given;
}

interface Batch {
  readonly gifts: number;
  /** A conversation that could be given if nobody were changing it at this moment. */
  readonly busy?: string | undefined;
}

async function distributeBatch(tx: Transaction, teamId: string): Promise<Batch> {
  const rule = await readRule(tx, teamId);
  if (!rule || rule.distribution === "by_hand") return { gifts: 0 };
  const candidates = await lockCandidates(tx, teamId);
  const free = candidates.filter(({ open }) => rule.cap === null || open < rule.cap);
  if (free.length === 0) return { gifts: 0 };
  const waiting = await lockWaiting(tx, teamId, batchSize);
  if (waiting.length === 0) return { gifts: 0, busy: await findWaiting(tx, teamId) };
  const gifts = shareOut(waiting, free, rule);
  await Promise.all([giveConversations(tx, teamId, gifts), moveToEnd(tx, teamId, gifts)]);
  return { gifts: gifts.length };
}

async function readRule(tx: Transaction, teamId: string): Promise<Rule | undefined> {
  return tx.db
    .selectFrom("teams")
    .select(["distribution", "cap"])
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", teamId)
    .executeTakeFirst();
}

/** Later than everybody else, however many are given within one tick of the clock. */
function moveToEnd(tx: Transaction, teamId: string, gifts: readonly Gift[]): Promise<unknown> {
  const turns = new Map(gifts.map(({ memberId }, index) => [memberId, index + 1]));
  return sql`
    update team_members t set last_given_at = former.latest + g.turn * interval '1 microsecond'
      from unnest(${[...turns.keys()]}::uuid[], ${[...turns.values()]}::integer[]) as g(member_id, turn),
           (select greatest(max(last_given_at), ${tx.clock.now()}::timestamptz) as latest from team_members
             where workspace_id = ${tx.workspaceId}::uuid and team_id = ${teamId}::uuid) as former
     where t.workspace_id = ${tx.workspaceId}::uuid and t.team_id = ${teamId}::uuid and t.member_id = g.member_id`.execute(
    tx.db,
  );
}
