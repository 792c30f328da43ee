import type { Adapter } from "#server/channels/adapter.ts";
import { type Context, type Transaction, transact } from "#server/context.ts";
import { lockConversation } from "#server/conversations/lock-conversation.ts";
import { pauseConversation } from "#server/conversations/pause-conversation.ts";
import { abandonLeft, type ClaimedMessage, claimMessage, type Lane } from "#server/conversations/send/claim-message.ts";
import { isLoop } from "#server/conversations/send/find-loop.ts";
import { refuseLane } from "#server/conversations/send/refuse-lane.ts";
import { judgeSending, type Prospect } from "#server/guards/judge-sending.ts";
import {
  countFirstContact,
  countToday,
  type GuardsRow,
  lockGuards,
  prospectOf,
  updateGuards,
} from "#server/guards/queries.ts";
import { sayGuard } from "#server/guards/say-guard.ts";
import { type Gaps, resetTurns, takeTurn } from "#server/guards/take-turn.ts";

/**
 * What became of the head of a lane. `held`: it waits until somebody changes that, who then wakes the lane. `refused`: so was
 * everything that waited in it.
 */
export type Admission =
  | { readonly kind: "claimed"; readonly message: ClaimedMessage | undefined }
  | { readonly kind: "wait"; readonly milliseconds: number }
  | { readonly kind: "held" | "refused" };

/** What admitting needs besides a context. */
export interface AdmissionParts {
  readonly adapter: Adapter;
  /** From 0 to 1, chosen anew for each gap. */
  readonly random: () => number;
}

// So that an account writes no more regularly, and no faster, than a person with a phone in hand.
const usualGaps = { least: 1_200, most: 3_500 };
const typing = { least: 400, perCharacter: 25, most: 3_000 };

/**
 * Lets the oldest message of a lane of a guarded channel leave, makes it wait, or refuses it: the one place where that is judged, at
 * the moment at which it would leave, by all processes in turn. An admitted message is claimed in the same transaction.
 */
export function admitMessage(
  context: Context,
  parts: AdmissionParts,
  conversationId: string,
  lane: Lane,
): Promise<Admission> {
  return transact(context, async (tx) => {
    const [, guards] = await Promise.all([lockConversation(tx, conversationId), lockGuards(tx, lane.channel_id)]);
    const prospect = await prospectOf(tx, conversationId);
    // Whoever mends the channel, such as one whose account is restricted, wakes its lanes.
    if (!prospect || prospect.status === "NEEDS_ACTION") return { kind: "held" };
    const kept = await judge(tx, guards, prospect, conversationId);
    if (kept) return kept;
    const wait = await takeTurn(tx, guards, gapsOf(parts), {
      conversationId,
      typingMilliseconds: typingOf(parts.adapter, lane),
    });
    return wait > 0 ? { kind: "wait", milliseconds: Math.ceil(wait) } : leave(tx, prospect, conversationId);
  });
}

async function judge(
  tx: Transaction,
  guards: GuardsRow,
  prospect: Prospect,
  conversationId: string,
): Promise<Admission | null> {
  const guard = judgeSending(guards, prospect, tx.clock.now());
  if (guard === null && !(guards.loop_breaker && (await isLoop(tx, conversationId)))) return null;
  // What a dead worker left on its way is settled here, as nothing behind it leaves.
  await abandonLeft(tx, conversationId);
  if (guard === null) await pauseConversation(tx, conversationId);
  if (guard === null || guard === "paused" || guard === "stopped") return { kind: "held" };
  const { title, remedy } = sayGuard[guard](prospect);
  const refused = await refuseLane(tx, conversationId, { reason: "held_back", detail: `${title} ${remedy}` });
  await countToday(tx, prospect.channel_id, { heldBack: refused });
  return { kind: "refused" };
}

async function leave(tx: Transaction, prospect: Prospect, conversationId: string): Promise<Admission> {
  const message = await claimMessage(tx, conversationId);
  // As late as possible, so that the next one keeps its distance from when this was really claimed.
  await updateGuards(tx, prospect.channel_id, { last_left_at: tx.clock.now() });
  if (message?.attempt === 1) await countToday(tx, prospect.channel_id, { sent: 1 });
  if (message && !prospect.has_written) await countFirstContact(tx, prospect.channel_id, conversationId);
  return { kind: "claimed", message };
}

function gapsOf({ adapter, random }: AdmissionParts): Gaps {
  return { ...(adapter.pace.gaps ?? usualGaps), random };
}

/** How long a customer sees that somebody writes, where the service can show that. */
function typingOf({ abilities, pace }: Adapter, { characters }: Lane): number {
  if (!abilities.showTyping || characters === 0 || pace.gaps?.most === 0) return 0;
  return Math.min(typing.least + characters * typing.perCharacter, typing.most);
}

/** The service has asked an account to wait: all processes do. */
export function postponeTurns(context: Context, channelId: string, until: Date): Promise<void> {
  return transact(context, async (tx) => {
    const { next_turn_at: next } = await lockGuards(tx, channelId);
    await resetTurns(tx, channelId, next && next > until ? next : until);
  });
}
