import type { Transaction } from "#server/context.ts";

/**
 * Finds a member who may be given conversations and keeps them so until the transaction ends: whoever is deactivating them waits, and
 * then hands over what they have just been given, too. False when there is none.
 */
export async function holdAssignable(tx: Transaction, memberId: string): Promise<boolean> {
  const held = await tx.db
    .selectFrom("members")
    .select("id")
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", memberId)
    .where("status", "in", ["invited", "active"])
    .forShare()
    .executeTakeFirst();
  return held !== undefined;
}
