import type { SendOutcome } from "#server/channels/adapter.ts";
import { type Context, type Transaction, transact } from "#server/context.ts";
import { takeEarlyChanges } from "#server/conversations/receive/keep-early-changes.ts";
import { receiveChanges } from "#server/conversations/receive/receive-changes.ts";
import { heedWatermarks } from "#server/conversations/receive/receive-watermarks.ts";
import { askLater } from "#server/conversations/send/ask-later.ts";
import { firstAsking } from "#server/conversations/send/asking-times.ts";
import type { ClaimedMessage } from "#server/conversations/send/claim-message.ts";
import { type Attempt, type Settlement, settleMessage } from "#server/conversations/send/settle-message.ts";

// So often the pause that the service asked for is good enough; then something is seriously wrong there.
const patientAttempts = 4;
const firstPauseMilliseconds = 2_000;
const longestPauseMilliseconds = 5 * 60_000;
const patienceMilliseconds = 24 * 3_600_000;

/**
 * Writes down what became of a message handed over. Whoever only has to wait is queued again, in front of its lane. Where the service
 * can be asked what it has (`canAsk`), it is asked about a message of which nobody knows.
 */
export function recordOutcome(
  context: Context,
  message: ClaimedMessage,
  outcome: SendOutcome,
  canAsk = false,
): Promise<void> {
  const attempt = { id: message.id, conversationId: message.conversation_id, attempt: message.attempt };
  return transact(context, async (tx) => {
    const isAskedAbout = canAsk && outcome.outcome === "unknown";
    const asking = isAskedAbout ? firstAsking(tx.clock.now(), tx.clock.now()) : {};
    await settleAttempt(tx, message.channel_id, attempt, { ...settlementOf(tx, message, outcome), ...asking });
    if (isAskedAbout) await askLater(tx, message.conversation_id);
  });
}

/**
 * Writes down how an attempt ended. What the service has said about a message before we knew that it was sent, as that it was read, counts
 * from now on.
 */
export async function settleAttempt(
  tx: Transaction,
  channelId: string,
  attempt: Attempt,
  settlement: Settlement,
): Promise<void> {
  const ids = settlement.externalId === undefined ? [] : [settlement.externalId];
  const [, early] = await Promise.all([
    settleMessage(tx, attempt, settlement),
    takeEarlyChanges(tx, channelId, ids),
    heedWatermarks(tx, channelId, ids),
  ]);
  await receiveChanges(tx, channelId, early);
}

function settlementOf(tx: Transaction, message: ClaimedMessage, outcome: SendOutcome): Settlement {
  switch (outcome.outcome) {
    case "sent":
      return { state: "sent", outcome: "sent", externalId: outcome.externalId, sequence: outcome.sequence };
    case "refused":
      return { state: "refused", outcome: "refused", refusal: outcome.reason, detail: outcome.detail };
    case "unknown":
      return { state: "unknown", outcome: "unknown", detail: outcome.detail };
    case "retry":
      return again(tx, message, "retry", longer(outcome.afterMilliseconds, message.attempt - patientAttempts));
    case "disconnected":
      return again(tx, message, outcome.reason, longer(firstPauseMilliseconds, message.attempt - 1));
  }
}

function again(tx: Transaction, message: ClaimedMessage, outcome: string, pause: number): Settlement {
  const now = tx.clock.now().getTime();
  if (now - message.sent_at.getTime() < patienceMilliseconds) {
    return { state: "queued", outcome, nextAttemptAt: new Date(now + pause) };
  }
  const detail = "The channel could not be reached for 24 hours.";
  return { state: "refused", outcome, refusal: "channel_disconnected", detail };
}

/** Doubles a pause so many times, up to the longest; what the service itself asked for is never shortened. */
function longer(pause: number, times: number): number {
  return Math.max(pause, Math.min(pause * 2 ** times, longestPauseMilliseconds));
}
