import { endOutage } from "#server/alerts/end-outage.ts";
import { openOutage } from "#server/alerts/open-outage.ts";
import type { ProbeResult } from "#server/channels/adapter.ts";
import { proofMilliseconds } from "#server/channels/present.ts";
import { type ChannelRow, lockChannel, updateChannel } from "#server/channels/queries.ts";
import { announceProof } from "#server/channels/status/announce-proof.ts";
import { moveStatus, type Standing, type StatusEvent } from "#server/channels/status/move-status.ts";
import { type Context, type Transaction, transact } from "#server/context.ts";
import { wakeLanes } from "#server/conversations/send/wake-lanes.ts";
import { announce } from "#server/platform/events/announce.ts";

/**
 * Who found out: the line that receives, a question asked beside it, or what the service delivered. A `steady line` has reported within the
 * last minute of this machine's time, so that a clock which is moved forward makes no gap.
 */
export type Witness = "steady line" | "line" | "question" | "delivery";

/** What there is to say of a channel whose credentials cannot be opened. */
export const unreadableToken = { outcome: "failed", reason: "token_unreadable" } as const satisfies ProbeResult;

/**
 * Writes down what was found out about a channel: its proof, its status, and the outage that begins or ends with it.
 * Announces `channel.changed`, or `channel.proven` when only the proof is new. A channel that is removed or paused meanwhile stays as it is.
 */
export async function recordReport(
  context: Context,
  channelId: string,
  witness: Witness,
  result: ProbeResult,
): Promise<void> {
  await transact(context, async (tx) => {
    const row = await lockChannel(tx, channelId);
    if (!row || row.status === "PAUSED" || changesNothing(row, witness, result, tx.clock.now())) return;
    const by = witness === "question" || witness === "delivery" ? "question" : "line";
    const next = moveStatus(row, eventOf(result, by, row.held));
    const moved = next.status !== row.status || next.reason !== row.reason;
    const news = { ...proofOf(result, next, tx.clock.now()), ...nextTryOf(result, tx.clock.now()) };
    if (!moved && Object.keys(news).length === 0) return;
    await updateChannel(tx, channelId, { ...next, ...(moved && { status_since: tx.clock.now() }), ...news });
    await followOutage(tx, row, next, witness === "steady line");
    if (moved && next.status === "CONNECTED") await wakeLanes(tx, channelId);
    await (moved ? announce(tx, { kind: "channel.changed", subjectId: channelId }) : announceProof(tx, channelId));
  });
}

/**
 * A service that delivers and wants fewer questions has not said that it no longer delivers, so the last proof stands until it is too old.
 * What is delivered keeps a connection proven, and heals none: it tells nothing of what else was wrong.
 */
function changesNothing(
  row: ChannelRow & { held: boolean },
  witness: Witness,
  result: ProbeResult,
  now: Date,
): boolean {
  const isProven = row.status === "CONNECTED" && row.proof_at !== null && !isStale(row, now);
  if (witness === "delivery") return !isProven || !row.held;
  const isLimited = result.outcome === "failed" && result.reason === "rate_limited";
  return isLimited && isProven && row.transport === "webhook";
}

function eventOf(result: ProbeResult, by: "line" | "question", held: boolean): StatusEvent {
  if (result.outcome === "failed") return { kind: "failed", reason: result.reason };
  return { kind: "proven", by, held };
}

/** Evidence is kept only where it supports CONNECTED. */
function proofOf(result: ProbeResult, next: Standing, now: Date): Partial<ChannelRow> {
  if (result.outcome !== "connected" || next.status !== "CONNECTED") return {};
  const { expiresAt, milliseconds, summary } = result;
  return {
    ...{ proof_at: now, proof_milliseconds: milliseconds, proof_summary: summary.slice(0, 200) },
    ...(expiresAt !== undefined && { credentials_expire_at: expiresAt }),
  };
}

/** A question asked beside the line says nothing of when that tries again. */
function nextTryOf(result: ProbeResult, now: Date): Partial<ChannelRow> {
  if (result.outcome === "connected" || result.nextTryIn === undefined) return {};
  return { next_try_at: new Date(now.getTime() + result.nextTryIn) };
}

async function followOutage(tx: Transaction, row: ChannelRow, next: Standing, isSteady: boolean): Promise<void> {
  const { proof_at: proven } = row;
  if (next.status === "CONNECTED") {
    // Nobody was there to notice that the proof grew old, as after a stop of Wokfow itself: the gap is written down all the same.
    if (proven && !isSteady && isStale(row, tx.clock.now()))
      await openOutage(tx, { channelId: row.id, reason: "stale", since: proven });
    return endOutage(tx, row.id);
  }
  if (!proven || next.status === "CONNECTING" || next.status === "PAUSED") return;
  const unseen = next.reason === "silent" || next.reason === "stale" || isStale(row, tx.clock.now());
  const since = row.status === "CONNECTED" && unseen ? proven : tx.clock.now();
  await openOutage(tx, { channelId: row.id, reason: next.reason, since });
}

function isStale({ status, proof_at: proven }: ChannelRow, now: Date): boolean {
  return status === "CONNECTED" && proven !== null && now.getTime() - proven.getTime() > proofMilliseconds;
}
