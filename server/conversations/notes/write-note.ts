import type { NoteDraft } from "#contract/notes.ts";
import { type Context, transact } from "#server/context.ts";
import { accessConversation } from "#server/conversations/access.ts";
import { lockConversation } from "#server/conversations/lock-conversation.ts";
import { checkNote } from "#server/conversations/notes/check-note.ts";
import { storeNote } from "#server/conversations/notes/store-note.ts";
import { readMessage } from "#server/conversations/read-message.ts";
import { notify } from "#server/notifications/notify.ts";

/**
 * Writes a note that only colleagues see and notifies those whom it mentions. Answers it as JSON. The same key and note answer the
 * same message, however often and however parallel. Refused `not_found`, and what {@link checkNote} and {@link storeNote} refuse.
 */
export function writeNote(context: Context, conversationId: string, draft: NoteDraft): Promise<string> {
  return transact(context, async (tx) => {
    await Promise.all([lockConversation(tx, conversationId), accessConversation(tx, conversationId)]);
    const { id, mentioned } = await storeNote(tx, conversationId, checkNote(draft));
    await notify(tx, { kind: "mentioned", memberIds: mentioned, conversationId, messageId: id });
    return (await readMessage(tx, id)) ?? "";
  });
}
