import { proto } from "baileys";
import { historyOnDemand } from "../history/history-on-demand.ts";
import type { Device, Letter, World } from "../state/world.ts";
import { giveHistory } from "./give-history.ts";
import { sendAgain } from "./hold-resends.ts";
import { postToOwnDevice } from "./post-message.ts";
import { pastChats } from "./share-with-device.ts";

const { PLACEHOLDER_MESSAGE_RESEND } = proto.Message.PeerDataOperationRequestType;
const { PEER_DATA_OPERATION_REQUEST_RESPONSE_MESSAGE } = proto.Message.ProtocolMessage.Type;

/** The phone answers what its own device asks: older messages, or a message the device could not read. */
export function answerOwnDevice(world: World, device: Device, id: string, message: proto.IMessage): void {
  const { phone } = device;
  const history = historyOnDemand(message, id, (jid) =>
    pastChats(world, phone).find((chat) => chat.jid === jid || chat.lid === jid),
  );
  if (history) giveHistory(world, device, history);
  const asked = message.protocolMessage?.peerDataOperationRequestMessage;
  if (asked?.peerDataOperationRequestType !== PLACEHOLDER_MESSAGE_RESEND) return;
  const found = (asked.placeholderMessageResendRequest ?? []).flatMap(({ messageKey }) => {
    const letter = phone.letters.get(messageKey?.id ?? "");
    return letter && messageKey ? [resent(letter, messageKey)] : [];
  });
  if (found.length === 0) return;
  const peerDataOperationRequestResponseMessage = {
    peerDataOperationRequestType: PLACEHOLDER_MESSAGE_RESEND,
    stanzaId: id,
    peerDataOperationResult: found,
  };
  const type = PEER_DATA_OPERATION_REQUEST_RESPONSE_MESSAGE;
  const answer = { protocolMessage: { type, peerDataOperationRequestResponseMessage } };
  void sendAgain(world, device, id, () => postToOwnDevice(world, device, answer));
}

function resent({ message, at }: Letter, key: proto.IMessageKey) {
  const messageTimestamp = Math.floor(at.getTime() / 1000);
  const webMessageInfoBytes = proto.WebMessageInfo.encode({ key, message, messageTimestamp }).finish();
  return { placeholderMessageResendResponse: { webMessageInfoBytes } };
}
