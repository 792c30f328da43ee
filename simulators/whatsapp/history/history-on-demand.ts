import { proto } from "baileys";
import { historyNotification } from "./history-notification.ts";
import { conversationOf, type PastChat } from "./past-chat.ts";

const { COMPLETE_AND_NO_MORE_MESSAGE_REMAIN_ON_PRIMARY: NO_MORE, COMPLETE_BUT_MORE_MESSAGES_REMAIN_ON_PRIMARY: MORE } =
  proto.Conversation.EndOfHistoryTransferType;
/** A phone gives no more than this at once. */
const MOST = 50;

/**
 * The answer to a client that asks for older messages of a chat, its own oldest one being named; undefined when the message
 * is no such request. `requestId` is the id of the message that asked. A chat nobody knows is answered with none.
 */
export function historyOnDemand(
  asked: proto.IMessage,
  requestId: string,
  find: (jid: string) => PastChat | undefined,
): proto.IMessage | undefined {
  const request = asked.protocolMessage?.peerDataOperationRequestMessage?.historySyncOnDemandRequest;
  if (!request) return undefined;
  const chat = find(request.chatJid ?? "");
  const part = { syncType: proto.HistorySync.HistorySyncType.ON_DEMAND, chunkOrder: 0, progress: 100 };
  const session = { peerDataRequestSessionId: requestId };
  if (!chat) return historyNotification({ ...part, conversations: [] }, session);
  const older = before(chat, request);
  const given = older.slice(-Math.min(request.onDemandMsgCount ?? MOST, MOST));
  const end = given.length < older.length ? MORE : NO_MORE;
  const conversation = { ...conversationOf(chat, given), endOfHistoryTransfer: true, endOfHistoryTransferType: end };
  return historyNotification({ ...part, conversations: [conversation] }, session);
}

/** Everything before the message that is named, or before its time when the phone does not have it. */
function before(
  { letters }: PastChat,
  request: proto.Message.PeerDataOperationRequestMessage.IHistorySyncOnDemandRequest,
) {
  const place = letters.findIndex(({ id }) => id === request.oldestMsgId);
  if (place >= 0) return letters.slice(0, place);
  const time = Number(request.oldestMsgTimestampMs ?? 0);
  // The field says milliseconds, and Baileys hands through what it is given: applications give it seconds, too.
  const oldest = time > 1e11 ? time : time * 1000;
  return oldest === 0 ? letters : letters.filter(({ at }) => at.getTime() < oldest);
}
