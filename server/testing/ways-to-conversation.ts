import * as inbox from "#contract/conversations.ts";
import type { Endpoint } from "#contract/endpoint.ts";
import { downloadFile, downloadThumbnail } from "#contract/files.ts";
import { reactToMessage, showTyping } from "#contract/gestures.ts";
import { listMessages, resolveMessage, sendMessage } from "#contract/messages.ts";
import { listMentionable, writeNote } from "#contract/notes.ts";
import { liftOptOut, readSendingOutlook, releaseConversation } from "#contract/sending-guards.ts";
import { listRecipients, transferConversation } from "#contract/transfers.ts";
import { newId } from "#server/platform/identifier.ts";
import type { WalledConversation } from "#server/testing/build-walls.ts";
import type { LooseCall } from "#server/testing/endpoint-calls.ts";

/** One way to a conversation. */
export interface Way {
  readonly endpoint: Endpoint;
  readonly call: LooseCall;
  /** What it answers to who may see the conversation; null where trying would change it. */
  readonly open: number | null;
}

/** Every way to a conversation and what hangs on it. What writes is asked for something that cannot be done, so that all stays. */
export function waysTo({
  id: conversationId,
  fileId,
  messageId,
}: Pick<WalledConversation, "id" | "fileId" | "messageId">): Way[] {
  const way = (endpoint: Endpoint, open: number | null, body?: unknown): Way => ({
    endpoint,
    open,
    call: { params: { conversationId, fileId, messageId }, body },
  });
  const nobody = { memberId: newId(), expectedAssigneeId: null };
  return [
    way(inbox.readConversation, 200),
    way(listMessages, 200),
    way(downloadFile, 200),
    way(downloadThumbnail, 200),
    way(listMentionable, 200),
    way(listRecipients, 200),
    way(inbox.markConversationRead, 204),
    way(resolveMessage, 409, { decision: "discard" }),
    way(reactToMessage, 409, { emoji: "👍" }),
    way(showTyping, 204),
    way(sendMessage, 422, { idempotencyKey: newId(), text: "" }),
    way(writeNote, 422, { idempotencyKey: newId(), text: "" }),
    way(inbox.assignConversation, 422, nobody),
    way(transferConversation, 422, { to: { memberId: newId() }, expectedTeamId: null, expectedAssigneeId: null }),
    way(readSendingOutlook, 200),
    way(liftOptOut, 409, { reason: "Agreed on the phone" }),
    way(releaseConversation, 204),
    way(inbox.unassignConversation, null),
    way(inbox.archiveConversation, null),
    way(inbox.reopenConversation, null),
  ];
}
