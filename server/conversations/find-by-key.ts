import { actingMemberId, type Transaction } from "#server/context.ts";

/** The message or note that whoever acts has written with an idempotency key, with the hash of what they wrote. */
export function findByKey(tx: Transaction, key: string) {
  return tx.db
    .selectFrom("messages")
    .select(["id", "idempotency_hash"])
    .where("workspace_id", "=", tx.workspaceId)
    .where("author_id", "=", actingMemberId(tx))
    .where("idempotency_key", "=", key)
    .executeTakeFirst();
}
