import { sql } from "kysely";
import type { Transaction } from "#server/context.ts";
import { type GuardsRow, updateGuards } from "#server/guards/queries.ts";

/** How an account paces itself: the bounds between which the gaps between two messages are chosen. Milliseconds. */
export interface Gaps {
  readonly least: number;
  readonly most: number;
  /** From 0 to 1. */
  random(): number;
}

/** Who asks for a turn, and how long the customer is to see that somebody writes before it. */
export interface TurnAsked {
  readonly conversationId: string;
  readonly typingMilliseconds: number;
}

// Who comes later than this for its turn was kept by something else; many such turns together would be a burst.
const keptMilliseconds = 10_000;

/**
 * Asks for the turn of a conversation among all that any process sends for the account, whose guards the transaction has taken.
 * Returns how many milliseconds to wait before asking again, keeping the turn; 0 when its message may leave now.
 */
export async function takeTurn(tx: Transaction, guards: GuardsRow, gaps: Gaps, asked: TurnAsked): Promise<number> {
  const now = tx.clock.now().getTime();
  const own = await turnOf(tx, asked.conversationId);
  const turn = own !== null && now - own <= keptMilliseconds ? own : await newTurn(tx, guards, gaps, asked);
  // A turn may be used late, and the next in time.
  const free = guards.last_left_at ? guards.last_left_at.getTime() + gaps.least : 0;
  const wait = Math.max(turn, free) - now;
  if (wait > 0) return wait;
  await tx.db
    .deleteFrom("sending_turns")
    .where("workspace_id", "=", tx.workspaceId)
    .where("conversation_id", "=", asked.conversationId)
    .execute();
  return 0;
}

async function turnOf(tx: Transaction, conversationId: string): Promise<number | null> {
  const row = await tx.db
    .selectFrom("sending_turns")
    .select("turn_at")
    .where("workspace_id", "=", tx.workspaceId)
    .where("conversation_id", "=", conversationId)
    .executeTakeFirst();
  return row ? row.turn_at.getTime() : null;
}

async function newTurn(tx: Transaction, guards: GuardsRow, gaps: Gaps, asked: TurnAsked): Promise<number> {
  const now = tx.clock.now().getTime();
  const turn = Math.max(guards.next_turn_at?.getTime() ?? 0, now + asked.typingMilliseconds);
  const gap = gaps.least + gaps.random() * (gaps.most - gaps.least);
  await updateGuards(tx, guards.channel_id, { next_turn_at: new Date(turn + gap) });
  await sql`
    insert into sending_turns (workspace_id, conversation_id, channel_id, turn_at)
    values (${tx.workspaceId}::uuid, ${asked.conversationId}::uuid, ${guards.channel_id}::uuid, ${new Date(turn)}::timestamptz)
    on conflict (workspace_id, conversation_id) do update set turn_at = excluded.turn_at`.execute(tx.db);
  return turn;
}

/** Takes all turns of an account back; the next one begins at `from`, or at once. The transaction has taken its guards. */
export async function resetTurns(tx: Transaction, channelId: string, from: Date | null): Promise<void> {
  await tx.db
    .deleteFrom("sending_turns")
    .where("workspace_id", "=", tx.workspaceId)
    .where("channel_id", "=", channelId)
    .execute();
  await updateGuards(tx, channelId, { next_turn_at: from });
}
