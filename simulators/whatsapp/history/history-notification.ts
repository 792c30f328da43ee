import { deflateSync } from "node:zlib";
import { proto } from "baileys";

/** What a phone says about a part of the history beside the part itself. */
export type HistoryNotice = Pick<
  proto.Message.IHistorySyncNotification,
  "oldestMsgInChunkTimestampSec" | "peerDataRequestSessionId"
>;

/**
 * The message in which the phone hands over a part of the history. The part is always inside the message: Baileys would
 * fetch one that lies on a media host from `mmg.whatsapp.net`, whatever host the server has named.
 */
export function historyNotification(part: proto.IHistorySync, notice: HistoryNotice = {}): proto.IMessage {
  const { syncType = null, chunkOrder = 0, progress = 100 } = part;
  return {
    protocolMessage: {
      type: proto.Message.ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION,
      historySyncNotification: {
        syncType,
        chunkOrder,
        progress,
        initialHistBootstrapInlinePayload: deflateSync(proto.HistorySync.encode(part).finish()),
        ...notice,
      },
    },
  };
}
