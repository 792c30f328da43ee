import { z } from "zod";
import type { Adapters } from "#server/channels/adapters.ts";
import { type Context, transact } from "#server/context.ts";
import { archiveConversation } from "#server/conversations/archive-conversation.ts";
import { assignConversation } from "#server/conversations/assign-conversation.ts";
import type { InboundUpdate } from "#server/conversations/inbound.ts";
import { receiveUpdates } from "#server/conversations/receive-updates.ts";
import { sendMessage } from "#server/conversations/send-message.ts";
import { newId } from "#server/platform/identifier.ts";
import type { RememberedConversation } from "./people-phones.ts";
import type { PlannedMessage } from "./plan-history.ts";

/** Where a history goes. `context` acts as the owner; its clock is set back to the moment of each message. */
export interface Destination {
  readonly context: Context;
  readonly adapters: Adapters;
  readonly memberId: string;
  readonly channelId: string;
}

/** Lives through a history by the same verbs that take and send live messages, each at its own moment. */
export async function fillWorkspace(
  destination: Destination,
  history: readonly RememberedConversation[],
): Promise<void> {
  for (const conversation of history) await liveThrough(destination, conversation);
}

async function liveThrough(destination: Destination, remembered: RememberedConversation): Promise<void> {
  const { context, memberId, channelId } = destination;
  const { plan, chatId, messageIds } = remembered;
  let conversationId: string | undefined;
  for (const [index, message] of plan.messages.entries()) {
    const then = atTime(context, message.at);
    const sequence = messageIds[index] ?? 0;
    if (message.from === "customer") {
      await receiveUpdates(then, { channelId, updates: [letterOf(remembered, message, sequence)], position: null });
      conversationId ??= await conversationOf(then, channelId, chatId);
    } else if (conversationId) {
      await answer({ ...destination, context: then }, conversationId, message.text, { chatId, sequence });
    }
  }
  const last = plan.messages.at(-1);
  if (!conversationId || !last) return;
  const afterwards = atTime(context, new Date(last.at.getTime() + 60_000));
  if (plan.assigned) await assignConversation(afterwards, conversationId, { memberId, expectedAssigneeId: null });
  if (plan.archived) await archiveConversation(afterwards, conversationId);
}

function atTime(context: Context, at: Date): Context {
  return { ...context, clock: { now: () => at } };
}

function letterOf({ plan, chatId }: RememberedConversation, message: PlannedMessage, sequence: number): InboundUpdate {
  const { firstName, lastName, username, language } = plan.customer;
  return {
    kind: "message",
    externalId: `${chatId}:${sequence}`,
    sequence,
    chatId: String(chatId),
    sender: { externalId: String(chatId), name: `${firstName} ${lastName}`, username, language },
    sentAt: message.at,
    content: { kind: "text", text: message.text, entities: [] },
    replyToExternalId: null,
    raw: null,
  };
}

/** An answer of former times was delivered then: its lane finds nothing left to do. */
async function answer(
  { context, adapters }: Destination,
  conversationId: string,
  text: string,
  { chatId, sequence }: { chatId: number; sequence: number },
): Promise<void> {
  await transact(context, async (tx) => {
    const queued = await sendMessage(tx, { adapters }, conversationId, {
      idempotencyKey: newId(),
      text,
      asDocument: false,
    });
    const { id } = z.object({ id: z.string() }).parse(JSON.parse(queued));
    const delivered = {
      state: "sent",
      external_id: `${chatId}:${sequence}`,
      sequence: String(sequence),
      attempts: 1,
    } as const;
    await tx.db
      .updateTable("messages")
      .set(delivered)
      .where("workspace_id", "=", tx.workspaceId)
      .where("id", "=", id)
      .execute();
    await tx.db
      .updateTable("conversations")
      .set({ last_state: "sent", last_message_sequence: String(sequence) })
      .where("workspace_id", "=", tx.workspaceId)
      .where("id", "=", conversationId)
      .execute();
  });
}

function conversationOf(context: Context, channelId: string, chatId: number): Promise<string> {
  return transact(context, async (tx) => {
    const row = await tx.db
      .selectFrom("conversations")
      .select("id")
      .where("workspace_id", "=", tx.workspaceId)
      .where("channel_id", "=", channelId)
      .where("external_id", "=", String(chatId))
      .executeTakeFirstOrThrow();
    return row.id;
  });
}
