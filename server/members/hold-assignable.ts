import type { Transaction } from "#server/context.ts";

/** A member who may be given conversations. */
export interface Assignable {
  readonly memberId: string;
  readonly displayName: string;
}

/**
 * Finds a member who may be given conversations and keeps them so until the transaction ends: whoever is deactivating them waits, and
 * then hands over what they have just been given, too. Undefined when there is none.
 */
export function holdAssignable(tx: Transaction, memberId: string): Promise<Assignable | undefined> {
  return tx.db
    .selectFrom("members")
    .select(["id as memberId", "display_name as displayName"])
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", memberId)
    .where("status", "in", ["invited", "active"])
    .forShare()
    .executeTakeFirst();
}
