import { sql } from "kysely";
import type { Transaction } from "#server/context.ts";

/** How many messages of a conversation came late. */
export interface LateMessages {
  readonly conversation_id: string;
  readonly messages: number;
}

/**
 * Counts what customers wrote on a channel while it was offline, by conversation. Outside services tell the time in whole
 * seconds, so the one in which the outage began belongs to it.
 */
export async function countLateMessages(
  tx: Transaction,
  channelId: string,
  outage: { from: Date; to: Date },
): Promise<LateMessages[]> {
  // Open and archived conversations stand in an index each.
  const halves = [countIn(tx, channelId, outage, "is"), countIn(tx, channelId, outage, "is not")];
  return (await Promise.all(halves)).flat();
}

function countIn(
  tx: Transaction,
  channelId: string,
  { from, to }: { from: Date; to: Date },
  archivedAt: "is" | "is not",
): Promise<LateMessages[]> {
  return tx.db
    .selectFrom("conversations")
    .innerJoin("messages", (join) =>
      join
        .onRef("messages.workspace_id", "=", "conversations.workspace_id")
        .onRef("messages.conversation_id", "=", "conversations.id"),
    )
    .select(["conversations.id as conversation_id", sql<number>`count(*)::int`.as("messages")])
    .where("conversations.workspace_id", "=", tx.workspaceId)
    .where("conversations.channel_id", "=", channelId)
    .where("conversations.archived_at", archivedAt, null)
    .where("conversations.last_activity_at", ">=", startOfSecond(from))
    .where("messages.direction", "=", "inbound")
    .where("messages.created_at", ">", from)
    .where("messages.sent_at", ">=", startOfSecond(from))
    .where("messages.sent_at", "<=", to)
    .groupBy("conversations.id")
    .execute();
}

function startOfSecond(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / 1000) * 1000);
}
