import { keepContactCurrent } from "#server/contacts/keep-contact-current.ts";
import type { Transaction } from "#server/context.ts";
import { heedOptOut, mayConcernOptOut } from "#server/conversations/heed-opt-out.ts";
import type { InboundMessage, InboundMessageUpdate } from "#server/conversations/inbound.ts";
import { openConversations } from "#server/conversations/open-conversation.ts";
import { routeReopened } from "#server/conversations/route-reopened.ts";
import { type StoredMessage, storeMessage } from "#server/conversations/store-message.ts";
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
  const ordered = updates.toSorted((one, other) => compare(one.chatId, other.chatId));
  const first = await storeAll(tx, channelId, ordered);
  const strangers = ordered.filter((_, index) => !first[index]);
  if (strangers.length > 0) await openConversations(tx, channelId, strangers);
  const second = strangers.length > 0 ? await storeAll(tx, channelId, strangers) : [];
  const pairs = [...pair(ordered, first), ...pair(strangers, second)];
  const following = pairs.flatMap(([update, stored]) => follow(tx, update, stored));
  const opened = second.flatMap((stored) => stored?.conversation_id ?? []);
  await Promise.all([...following, distributeWaiting(tx, opened)]);
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
  const following = [
    announce(tx, { kind: stored.is_new ? "message.received" : "message.changed", subjectId, conversationId }),
  ];
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

function detailsOf({ sender, content }: InboundMessage) {
  return { ...sender, startParameter: content.kind === "start" ? content.parameter : null };
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
