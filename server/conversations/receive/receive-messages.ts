import { sql } from "kysely";
import { keepContactCurrent } from "#server/contacts/keep-contact-current.ts";
import type { Transaction } from "#server/context.ts";
import { cleanText } from "#server/conversations/clean-text.ts";
import type { InboundMessage, InboundMessageUpdate } from "#server/conversations/inbound.ts";
import { countDelivered, recountMessage } from "#server/conversations/receive/count-message.ts";
import { findPartsTakenBack } from "#server/conversations/receive/find-parts-taken-back.ts";
import { heedOptOut, mayConcernOptOut } from "#server/conversations/receive/heed-opt-out.ts";
import { takeEarlyChanges } from "#server/conversations/receive/keep-early-changes.ts";
import { type FirstContact, openConversations } from "#server/conversations/receive/open-conversation.ts";
import { receiveChanges } from "#server/conversations/receive/receive-changes.ts";
import { renewLastMessage } from "#server/conversations/receive/renew-last-message.ts";
import { routeReopened } from "#server/conversations/receive/route-reopened.ts";
import { type StoredMessage, storeMessage } from "#server/conversations/receive/store-message.ts";
import { fetchFileLater } from "#server/media/jobs.ts";
import { announce } from "#server/platform/events/announce.ts";
import { distributeWaiting } from "#server/teams/distribute-later.ts";

/**
 * Stores messages and edits of one channel, in any order and any number of times with the same result. The customer's
 * conversation is made or opened again; what follows from a message is announced and enqueued.
 */
export async function receiveMessages(
  tx: Transaction,
  channelId: string,
  updates: readonly InboundMessageUpdate[],
): Promise<void> {
  if (updates.length === 0) return;
  // Every batch takes the conversations in the same order, so that two batches never wait for each other.
  const ordered = inOrder(updates);
  const first = await storeAll(tx, channelId, ordered);
  const strangers = await atCurrentChats(
    tx,
    channelId,
    ordered.filter((_, index) => !first[index]),
  );
  if (strangers.length > 0) await openConversations(tx, channelId, strangers.map(firstContactOf));
  const second = strangers.length > 0 ? await storeAll(tx, channelId, strangers) : [];
  const pairs = [...pair(ordered, first), ...pair(strangers, second)];
  const following = pairs.flatMap(([update, stored]) => follow(tx, update, stored));
  const opened = pair(strangers, second).flatMap(([update, stored]) => (waits(update) ? stored.conversation_id : []));
  const fresh = pairs.flatMap(([update, stored]) => (stored.is_new ? [update] : []));
  const [taken, early] = await Promise.all([
    findPartsTakenBack(tx, channelId, fresh),
    takeEarlyChanges(
      tx,
      channelId,
      fresh.map(({ externalId }) => externalId),
    ),
    announcePast(tx, pairs),
    ...following,
    distributeWaiting(tx, opened),
  ]);
  for (const [update, stored] of pairs) if (!stored.is_new) await countAgain(tx, update, stored);
  for (const id of new Set(pairs.flatMap(([, stored]) => (stored.last_is_stale ? stored.conversation_id : [])))) {
    await renewLastMessage(tx, id);
  }
  await receiveChanges(tx, channelId, [...early, ...taken]);
}

/** What was there already may be known better now, or count only now. */
async function countAgain(tx: Transaction, update: InboundMessageUpdate, stored: StoredMessage): Promise<void> {
  const { message_id: messageId, conversation_id: conversationId } = stored;
  if (!messageId) return;
  await recountMessage(tx, conversationId, update);
  if (!isDelivered(update, stored)) return;
  if (await countDelivered(tx, { messageId, conversationId }, update)) await routeReopened(tx, conversationId);
  if (mayConcernOptOut(update, stored.was_opted_out)) await heedOptOut(tx, conversationId, update);
}

/** It came with the history, and now by itself. */
function isDelivered({ kind }: InboundMessageUpdate, { was_past }: StoredMessage): boolean {
  return was_past && kind === "message";
}

function inOrder(updates: readonly InboundMessageUpdate[]): InboundMessageUpdate[] {
  return updates.toSorted((one, other) => compare(one.chatId, other.chatId));
}

/** What came under an address that was replaced belongs to the customer's chat of now, which may exist. */
async function atCurrentChats(
  tx: Transaction,
  channelId: string,
  strangers: readonly InboundMessageUpdate[],
): Promise<InboundMessageUpdate[]> {
  const chats = [...new Set(strangers.map(({ chatId }) => chatId))];
  if (chats.length === 0) return [];
  const { rows } = await sql<{ former: string; current: string }>`
    select a.former_external_id as former, a.external_id as current from chat_aliases a
     where a.workspace_id = ${tx.workspaceId}::uuid and a.channel_id = ${channelId}::uuid
       and a.former_external_id = any(${chats}::text[])`.execute(tx.db);
  const current = new Map(rows.map((row) => [row.former, row.current]));
  return inOrder(
    strangers.map((update) => {
      const chatId = current.get(update.chatId);
      return chatId === undefined ? update : { ...update, chatId, sender: { ...update.sender, externalId: chatId } };
    }),
  );
}

/** Only what a customer says now makes a conversation that somebody has to take. */
function waits({ kind, direction }: InboundMessageUpdate): boolean {
  return kind !== "past" && direction === "inbound";
}

function firstContactOf(update: InboundMessageUpdate): FirstContact {
  const { chatId, sender, sentAt } = update;
  return { chatId, sender, sentAt, quiet: !waits(update) };
}

/** All statements leave in one packet; a message whose conversation does not exist yet comes back as undefined. */
function storeAll(
  tx: Transaction,
  channelId: string,
  updates: readonly InboundMessageUpdate[],
): Promise<(StoredMessage | undefined)[]> {
  return Promise.all(updates.map((update) => storeMessage(tx, channelId, update)));
}

function pair(
  updates: readonly InboundMessageUpdate[],
  stored: readonly (StoredMessage | undefined)[],
): [InboundMessageUpdate, StoredMessage][] {
  return updates.flatMap((update, index) => {
    const found = stored[index];
    return found ? [[update, found]] : [];
  });
}

function follow(tx: Transaction, update: InboundMessageUpdate, stored: StoredMessage): Promise<void>[] {
  const { message_id: subjectId, conversation_id: conversationId } = stored;
  // Without a message, the row was there already and this is a redelivery.
  if (!subjectId) return [];
  const following: Promise<void>[] = [];
  const kind = stored.is_new || isDelivered(update, stored) ? "message.received" : "message.changed";
  if (update.kind !== "past") following.push(announce(tx, { kind, subjectId, conversationId }));
  if (stored.new_file_id) following.push(fetchFileLater(tx, stored.new_file_id));
  if (!stored.is_new) return following;
  if (stored.was_archived) following.push(routeReopened(tx, conversationId));
  if (stored.was_blocked) {
    following.push(
      announce(tx, { kind: "conversation.unblocked", conversationId, details: { at: update.sentAt.toISOString() } }),
    );
  }
  if (update.kind === "message" && mayConcernOptOut(update, stored.was_opted_out)) {
    following.push(heedOptOut(tx, conversationId, update));
  }
  if (stored.is_last) following.push(keepContactCurrent(tx, stored, detailsOf(update)));
  return following;
}

/** History is old and much, so open browsers are asked to refetch what they show, once. */
async function announcePast(tx: Transaction, pairs: readonly [InboundMessageUpdate, StoredMessage][]): Promise<void> {
  const isPast = pairs.some(([update, stored]) => update.kind === "past" && stored.message_id !== null);
  if (isPast) await announce(tx, { kind: "history.received" });
}

function detailsOf({ sender, content }: InboundMessage) {
  const isArrival = content.kind === "start" || content.kind === "referral";
  return { ...sender, startParameter: isArrival ? content.parameter && cleanText(content.parameter) : null };
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
