import { setTimeout as pause } from "node:timers/promises";
import type { Adapter, OutboundMessage, QuotedOutside, SendOutcome } from "#server/channels/adapter.ts";
import { connectionOf } from "#server/channels/connection-of.ts";
import { forbidLateAnswers } from "#server/channels/forbid-late-answers.ts";
import { reportChannelTrouble } from "#server/channels/status/report-channel-trouble.ts";
import { type Context, transact } from "#server/context.ts";
import { answerTime, isSurelyInTime } from "#server/conversations/send/answering-ends.ts";
import { leavesUntil } from "#server/conversations/send/asking-times.ts";
import { type ClaimedMessage, claimMessage, type Lane, readLane } from "#server/conversations/send/claim-message.ts";
import { comeBack } from "#server/conversations/send/come-back.ts";
import { deliverLater } from "#server/conversations/send/deliver-later.ts";
import type { SendingPace } from "#server/conversations/send/pace-sending.ts";
import { recordOutcome } from "#server/conversations/send/record-outcome.ts";
import { refuseLane } from "#server/conversations/send/refuse-lane.ts";
import { type Admission, admitMessage, postponeTurns } from "#server/guards/admit-message.ts";
import { restrainAccount } from "#server/guards/restrain-account.ts";
import type { FileStore } from "#server/platform/files/file-store.ts";
import type { Log } from "#server/platform/log/log.ts";
import type { SecretBox } from "#server/platform/secrets/seal.ts";

/** What delivering needs besides a context. */
export interface DeliveryParts {
  readonly adapters: Readonly<Record<string, Adapter>>;
  readonly files: FileStore;
  readonly secrets: SecretBox;
  readonly log: Log;
  readonly pace: SendingPace;
  /** From 0 to 1, chosen anew for each gap between two messages of a guarded channel. */
  readonly random: () => number;
}

// Short waits are sat out, so that a quick second message follows at once; for long ones the lane gives its worker back.
const shortWaitMilliseconds = 1_100;
const mostWaiting = 3;
const troubleMilliseconds = 30_000;
// A customer who sees that somebody writes expects the message soon.
const shownTypingMilliseconds = 5_000;
let waiting = 0;

/**
 * Works off the lane of a conversation: queued messages oldest first, one at a time, each recorded before it leaves. Ends when
 * nothing is queued, or enqueues itself for the time at which the next message may be tried; later ones wait behind it.
 */
export async function deliverConversation(
  context: Context,
  parts: DeliveryParts,
  conversationId: string,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    if (signal.aborted) return transact(context, (tx) => deliverLater(tx, conversationId));
    const lane = await readLane(context, conversationId);
    if (!lane || (lane.status === "PAUSED" && !lane.removed_at)) return;
    const adapter = lane.removed_at ? undefined : parts.adapters[lane.channel_kind];
    if (!adapter) {
      await refuseLane(context, conversationId);
      return;
    }
    const step = await nextStep(context, parts, adapter, conversationId, lane);
    if (step.kind === "held") return;
    if (step.kind === "wait") {
      // Nothing waits for it: it is only courtesy.
      void showTyping(context, parts, adapter, lane, step.milliseconds, signal).catch(() => undefined);
      if (!(await sitOut(step.milliseconds, signal))) return comeBack(context, conversationId, step.milliseconds, lane);
    }
    if (step.kind === "claimed" && step.message) await deliver(context, parts, adapter, step.message, signal);
  }
}

/** What a guarded channel lets leave is judged and paced for all processes at once; others keep their pace in this one. */
async function nextStep(
  context: Context,
  parts: DeliveryParts,
  adapter: Adapter,
  conversationId: string,
  lane: Lane,
): Promise<Admission> {
  const { guarded } = adapter.capabilities;
  const milliseconds = guarded ? askedOf(context, lane) : waitOf(context, parts, lane, adapter);
  if (milliseconds > 0) return { kind: "wait", milliseconds };
  if (guarded) return admitMessage(context, { adapter, random: parts.random }, conversationId, lane);
  return { kind: "claimed", message: await claimMessage(context, conversationId, canAsk(adapter)) };
}

/** How long the service has asked this lane to wait. */
function askedOf({ clock }: Context, { next_attempt_at: next }: Lane): number {
  return next ? next.getTime() - clock.now().getTime() : 0;
}

function waitOf(context: Context, { pace }: DeliveryParts, lane: Lane, adapter: Adapter): number {
  const asked = askedOf(context, lane);
  if (asked > 0) return asked;
  const now = context.clock.now().getTime();
  const turn = pace.take(lane.channel_id, lane.chat_id, adapter.pace, now);
  // The lanes are woken when the channel is connected again: until then they need not ask all the time.
  return turn > shortWaitMilliseconds && lane.status !== "CONNECTED" ? Math.max(turn, troubleMilliseconds) : turn;
}

/** Shows the customer of a guarded channel that somebody writes while a message waits a little for its turn. */
async function showTyping(
  context: Context,
  { secrets }: DeliveryParts,
  { abilities, capabilities }: Adapter,
  lane: Lane,
  wait: number,
  signal: AbortSignal,
): Promise<void> {
  if (!capabilities.guarded || !abilities.showTyping || wait > shownTypingMilliseconds || lane.characters === 0) return;
  if (lane.status !== "CONNECTED" || lane.next_attempt_at) return;
  const connection = await connectionOf(context, secrets, lane.channel_id);
  if (typeof connection === "string") return;
  const soon = AbortSignal.any([signal, AbortSignal.timeout(shortWaitMilliseconds)]);
  await abilities.showTyping(connection, lane.chat_id, true, soon);
}

/** Whether the wait was short enough to be sat out here, without keeping too many workers idle. */
async function sitOut(wait: number, signal: AbortSignal): Promise<boolean> {
  if (wait > shortWaitMilliseconds || waiting >= mostWaiting || signal.aborted) return false;
  waiting += 1;
  try {
    await pause(wait, undefined, { signal });
    return true;
  } catch {
    return false;
  } finally {
    waiting -= 1;
  }
}

async function deliver(
  context: Context,
  parts: DeliveryParts,
  adapter: Adapter,
  message: ClaimedMessage,
  signal: AbortSignal,
): Promise<void> {
  const outcome = await send(context, parts, adapter, message, signal);
  if (outcome.outcome === "retry" && outcome.scope === "channel") {
    const until = context.clock.now().getTime() + outcome.afterMilliseconds;
    if (adapter.capabilities.guarded) await postponeTurns(context, message.channel_id, new Date(until));
    else parts.pace.pause(message.channel_id, until);
  }
  // Before the message, as it locks the channel, and whoever hears of the message shall know.
  if (outcome.outcome === "refused" && outcome.forbidsLate) await learnOfLate(context, adapter, message);
  await recordOutcome(context, message, outcome, canAsk(adapter));
  if (outcome.outcome === "refused" && outcome.reason === "not_allowed" && adapter.capabilities.guarded) {
    await restrainAccount(context, message.conversation_id);
  }
  // On its own, as it locks the channel, which nobody who holds a conversation may wait for.
  if (outcome.outcome === "disconnected") await reportChannelTrouble(context, message.channel_id, outcome.reason);
}

/** Close to the end the refusal may be about this one message only. */
async function learnOfLate(
  context: Context,
  { kind }: Adapter,
  { heard_at, channel_id }: ClaimedMessage,
): Promise<void> {
  if (isSurelyInTime(kind, heard_at, context.clock.now())) await forbidLateAnswers(context, channel_id);
}

async function send(
  context: Context,
  { secrets, files }: DeliveryParts,
  adapter: Adapter,
  message: ClaimedMessage,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const { heard_at: heardAt, forbids_late: forbidsLate } = message;
  const time = answerTime(adapter.kind, heardAt, forbidsLate, context.clock.now());
  if (time === "over") return { outcome: "refused", reason: "answering_over", detail: null };
  const connection = await connectionOf(context, secrets, message.channel_id);
  // Removed in this very moment: back into the lane, which knows what to do about it.
  if (connection === "removed") return { outcome: "retry", afterMilliseconds: 0, scope: "chat" };
  if (connection === "unreadable") return { outcome: "disconnected", reason: "token_unreadable" };
  const outbound = outboundOf(files, message, time === "late");
  if (!canAsk(adapter)) return adapter.send(connection, outbound, signal);
  const mayLeave = () => context.clock.now() < leavesUntil(message.started_at, message.storage_key !== null);
  if (!mayLeave()) return { outcome: "retry", afterMilliseconds: 0, scope: "chat" };
  return adapter.send(connection, { ...outbound, mayLeave }, signal);
}

/** Whether the service can be asked what became of a message. */
function canAsk({ abilities }: Adapter): boolean {
  return abilities.findSent !== null;
}

function outboundOf(files: FileStore, message: ClaimedMessage, isLateAnswer: boolean): OutboundMessage {
  const { reply_to_external_id: quoted } = message;
  return {
    chatId: message.chat_id,
    text: message.text,
    file: fileOf(files, message),
    replyTo: quoted === null ? null : quotedOf(quoted, message),
    ownId: message.own_id,
    messageId: message.id,
    isLateAnswer,
  };
}

function quotedOf(externalId: string, { reply_to_direction, reply_to_text }: ClaimedMessage): QuotedOutside {
  return { externalId, isOurs: reply_to_direction === "outbound", text: reply_to_text ?? "" };
}

function fileOf(files: FileStore, message: ClaimedMessage): OutboundMessage["file"] {
  const { storage_key: storageKey, kind, width, height, seconds, waveform } = message;
  if (storageKey === null) return null;
  return {
    ...{ kind, width, height, seconds, waveform, storageKey },
    name: message.file_name ?? "file",
    type: message.file_type ?? "application/octet-stream",
    bytes: Number(message.file_bytes),
    open: () => files.get(storageKey),
  };
}
