import { storePosition } from "#server/channels/running/store-position.ts";
import { type Context, type Transaction, transact } from "#server/context.ts";
import { blockConversation } from "#server/conversations/block-conversation.ts";
import type { InboundUpdate } from "#server/conversations/inbound.ts";
import { markSeen } from "#server/conversations/mark-seen.ts";
import { countGroupMessages } from "#server/conversations/receive/count-group-messages.ts";
import { hearTyping } from "#server/conversations/receive/hear-typing.ts";
import { joinChats, meetStrangers, type SameChat, unknownPairs } from "#server/conversations/receive/join-chats.ts";
import type { InboundChange } from "#server/conversations/receive/keep-early-changes.ts";
import { keepRejected } from "#server/conversations/receive/keep-rejected.ts";
import { lockBatch } from "#server/conversations/receive/lock-chats.ts";
import { nameStrangers } from "#server/conversations/receive/name-strangers.ts";
import { receiveChanges } from "#server/conversations/receive/receive-changes.ts";
import { type InboundEcho, receiveEchoes } from "#server/conversations/receive/receive-echoes.ts";
import { receiveMessages } from "#server/conversations/receive/receive-messages.ts";
import { type InboundText, receiveNextMessage } from "#server/conversations/receive/receive-next-message.ts";
import { receiveNextMessages } from "#server/conversations/receive/receive-next-messages.ts";
import { heedWatermarks, receiveWatermarks, type Watermark } from "#server/conversations/receive/receive-watermarks.ts";

/** A batch of one channel, in the order of the outside service. */
export interface ReceivedBatch {
  readonly channelId: string;
  readonly updates: readonly InboundUpdate[];
  /** How far the channel has then been read; null when the service needs no confirmation. */
  readonly position: string | null;
}

const mostCollisions = 5;

/**
 * Stores what came in, all of it in one transaction, and resolves after its commit: only then may the outside service be told
 * that we have it. When an update itself cannot be stored, each is tried alone and that one is kept with its reason, so that
 * it blocks nobody. Rejects, with nothing confirmed, when the database is away.
 */
export async function receiveUpdates(context: Context, batch: ReceivedBatch): Promise<void> {
  const rest = { ...batch, updates: await receiveAtOnce(context, batch) };
  if (rest.updates.length === 0 && rest.position === null) return;
  const { openers, later } = batch.position === null ? splitByChat(rest.updates) : { openers: rest.updates, later: [] };
  await receiveRest(context, { ...rest, updates: openers });
  if (later.length === 0) return;
  const left = await receiveAtOnce(context, { ...rest, updates: later });
  if (left.length > 0) await receiveRest(context, { ...rest, updates: left });
}

/** What somebody new writes at once simply comes next as soon as the first of it has opened their conversation. */
function splitByChat(updates: readonly InboundUpdate[]) {
  const begun = new Set<string>();
  const isLater = (update: InboundUpdate) => {
    if (!isText(update)) return false;
    const { size } = begun;
    return begun.add(update.chatId).size === size;
  };
  const { true: later = [], false: openers = [] } = Object.groupBy(updates, (update) =>
    isLater(update) ? "true" : "false",
  );
  return { openers, later };
}

async function receiveRest(context: Context, rest: ReceivedBatch): Promise<void> {
  try {
    await receiveTogether(context, rest);
  } catch (error) {
    if (isNobodysFault(error)) throw error;
    await receiveOneByOne(context, rest);
  }
}

/** What most deliveries are takes one round trip, as the end is the same in any order. Returns what is left to do. */
async function receiveAtOnce(
  context: Context,
  { channelId, updates, position }: ReceivedBatch,
): Promise<readonly InboundUpdate[]> {
  if (position !== null) return updates;
  const texts = updates.filter(isText);
  const [stored, news] = await Promise.all([
    storeTexts(context, channelId, texts),
    unknownPairs(context, channelId, updates.filter(isSameChat)),
    hearTyping(context, channelId, updates.filter(isTyping)),
  ]);
  const others = updates.filter((update) => !isSameChat(update) && !isTyping(update) && update.kind !== "ignored");
  return [...news, ...others.filter((update) => !isText(update) || !stored.has(update))];
}

async function storeTexts(
  context: Context,
  channelId: string,
  texts: readonly InboundText[],
): Promise<ReadonlySet<InboundUpdate>> {
  const [first] = texts;
  if (!first) return new Set();
  try {
    if (texts.length > 1) return await receiveNextMessages(context, channelId, texts);
    return new Set((await receiveNextMessage(context, channelId, first)) ? [first] : []);
  } catch (error) {
    if (isNobodysFault(error) && !isCollision(error)) throw error;
    return new Set();
  }
}

/** Two batches that want the same rows in another order collide once in a while; the one that lost starts again. */
async function receiveTogether(context: Context, batch: ReceivedBatch): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await transact(context, (tx) => storeBatch(tx, batch));
      return;
    } catch (error) {
      if (attempt === mostCollisions || !isCollision(error)) throw error;
    }
  }
}

async function receiveOneByOne(context: Context, { channelId, updates, position }: ReceivedBatch): Promise<void> {
  for (const update of updates) {
    try {
      await receiveTogether(context, { channelId, updates: [update], position: null });
    } catch (error) {
      if (isNobodysFault(error)) throw error;
      await transact(context, (tx) => keepRejected(tx, channelId, [unstorable(update, error)]));
    }
  }
  await transact(context, (tx) => storePosition(tx, channelId, position));
}

async function storeBatch(tx: Transaction, { channelId, updates, position }: ReceivedBatch): Promise<void> {
  for (const same of await meetStrangers(tx, channelId, updates.filter(isSameChat)))
    await joinChats(tx, channelId, same);
  await lockBatch(tx, channelId, updates);
  const sentElsewhere = await receiveEchoes(tx, channelId, updates.filter(isEcho));
  // Without an await in between, so that everything travels in one packet.
  const stored = [
    receiveMessages(tx, channelId, [...updates.filter(isMessage), ...sentElsewhere]),
    keepRejected(tx, channelId, updates.filter(isRejected)),
    storePosition(tx, channelId, position),
  ];
  await Promise.all(stored);
  for (const update of updates.filter(isBlocking)) await blockConversation(tx, channelId, update);
  await receiveChanges(tx, channelId, updates.filter(isChange));
  await heedWatermarks(tx, channelId, updates.flatMap(sentByUs));
  await receiveWatermarks(tx, channelId, updates.filter(isWatermark));
  for (const seen of updates.filter(isSeen)) await markSeen(tx, channelId, seen);
  await nameStrangers(tx, channelId, updates.filter(isNamed));
  await countGroupMessages(tx, channelId, updates.filter(({ kind }) => kind === "group").length);
}

type Of<Kind> = Extract<InboundUpdate, { kind: Kind }>;

function isMessage(update: InboundUpdate): update is Of<"message" | "edit" | "past"> {
  return update.kind === "message" || update.kind === "edit" || update.kind === "past";
}

function isEcho(update: InboundUpdate): update is InboundEcho {
  return update.kind === "echo";
}

function isChange(update: InboundUpdate): update is InboundChange {
  return update.kind === "reaction" || update.kind === "removal" || update.kind === "receipt";
}

function isWatermark(update: InboundUpdate): update is Watermark {
  return update.kind === "watermark";
}

function sentByUs(update: InboundUpdate): string[] {
  return (isMessage(update) || isEcho(update)) && update.direction === "outbound" ? [update.externalId] : [];
}

function isSeen(update: InboundUpdate): update is Of<"seen"> {
  return update.kind === "seen";
}

function isNamed(update: InboundUpdate): update is Of<"named"> {
  return update.kind === "named";
}

function isSameChat(update: InboundUpdate): update is SameChat {
  return update.kind === "same_chat";
}

function isTyping(update: InboundUpdate): update is Of<"typing"> {
  return update.kind === "typing";
}

function isText(update: InboundUpdate): update is InboundText {
  const isInbound = update.kind === "message" && update.direction === "inbound";
  // Whether the first part of it was taken back is looked up on the long way only.
  return isInbound && update.content.kind === "text" && update.raw === null && update.partOf === undefined;
}

function isRejected(update: InboundUpdate): update is Of<"rejected"> {
  return update.kind === "rejected";
}

function isBlocking(update: InboundUpdate): update is Of<"blocked" | "unblocked"> {
  return update.kind === "blocked" || update.kind === "unblocked";
}

function unstorable(update: InboundUpdate, error: unknown): Of<"rejected"> {
  const externalId =
    "externalId" in update && update.externalId !== null ? `${update.kind}:${update.externalId}` : null;
  const reason = `It could not be stored: ${error instanceof Error ? error.message : String(error)}`;
  return { kind: "rejected", externalId, reason, raw: update };
}

function isCollision(error: unknown): boolean {
  return /^40/.test(stateOf(error));
}

// By SQLSTATE class: 08 connection, 25 and 40 transaction, 53 resources, 57 shutdown, 58 system. Everything of PostgreSQL
// outside of these judges the data. An error with a code that is no SQLSTATE comes from the network.
const nobodysFault = /^(08|25|40|53|57|58)|^E[A-Z]/;

function isNobodysFault(error: unknown): boolean {
  const isBug = error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;
  return !isBug && (stateOf(error) === "" || nobodysFault.test(stateOf(error)));
}

function stateOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
