import type { Transaction } from "#server/context.ts";
import { announce } from "#server/platform/events/announce.ts";

/** Gives a contact another picture and tells every list in which one of their conversations may stand. */
export async function changeAvatar(tx: Transaction, change: { contactId: string; fileId: string }): Promise<void> {
  await tx.db
    .updateTable("contacts")
    .set({ avatar_file_id: change.fileId })
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", change.contactId)
    .execute();
  const conversations = await tx.db
    .selectFrom("conversations")
    .select("id")
    .where("workspace_id", "=", tx.workspaceId)
    .where("contact_id", "=", change.contactId)
    .execute();
  await Promise.all(
    conversations.map(({ id }) =>
      announce(tx, { kind: "conversation.changed", subjectId: change.contactId, conversationId: id }),
    ),
  );
}
