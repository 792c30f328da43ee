import { storePosition } from "#server/channels/store-position.ts";
import { type Context, type Transaction, transact } from "#server/context.ts";
import { blockConversation } from "#server/conversations/block-conversation.ts";
import { countGroupMessages } from "#server/conversations/count-group-messages.ts";
import type { InboundUpdate } from "#server/conversations/inbound.ts";
import { keepRejected } from "#server/conversations/keep-rejected.ts";
import { receiveMessages } from "#server/conversations/receive-messages.ts";
import { type InboundText, receiveNextMessage } from "#server/conversations/receive-next-message.ts";

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
  if (await receiveAtOnce(context, batch)) return;
  try {
    await receiveTogether(context, batch);
  } catch (error) {
    if (isNobodysFault(error)) throw error;
    await receiveOneByOne(context, batch);
  }
}

/** What most deliveries are takes one round trip. False when this one is not, or cannot be stored like that. */
async function receiveAtOnce(context: Context, { channelId, updates, position }: ReceivedBatch): Promise<boolean> {
  const [update] = updates;
  if (!update || updates.length > 1 || position !== null || !isText(update)) return false;
  try {
    return await receiveNextMessage(context, channelId, update);
  } catch (error) {
    if (isNobodysFault(error) && !isCollision(error)) throw error;
    return false;
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
  // Without an await in between, so that everything travels in one packet.
  const stored = [
    receiveMessages(tx, channelId, updates.filter(isMessage)),
    keepRejected(tx, channelId, updates.filter(isRejected)),
    storePosition(tx, channelId, position),
  ];
  await Promise.all(stored);
  for (const update of updates.filter(isBlocking)) await blockConversation(tx, channelId, update);
  await countGroupMessages(tx, channelId, updates.filter(({ kind }) => kind === "group").length);
}

type Of<Kind> = Extract<InboundUpdate, { kind: Kind }>;

function isMessage(update: InboundUpdate): update is Of<"message" | "edit"> {
  return update.kind === "message" || update.kind === "edit";
}

function isText(update: InboundUpdate): update is InboundText {
  return update.kind === "message" && update.content.kind === "text" && update.raw === null;
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
