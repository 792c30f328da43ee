import type { Transaction } from "#server/context.ts";

/**
 * Takes a conversation until the transaction ends. Whoever changes messages of it, too, takes it first, as receiving and
 * sending do: two that take both in opposite order would wait for each other.
 */
export async function lockConversation(tx: Transaction, conversationId: string): Promise<void> {
  await tx.db
    .selectFrom("conversations")
    .select("id")
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", conversationId)
    .forNoKeyUpdate()
    .execute();
}
