import type { proto } from "baileys";

/** A chat as the phone remembers it. */
export type PastChat = {
  /** `…@s.whatsapp.net` */
  jid: string;
  /** `…@lid` */
  lid: string;
  /** What the other calls themself. */
  name: string;
  /** Oldest first. */
  letters: readonly PastMessage[];
};

/** A message of former times. */
export type PastMessage = {
  id: string;
  fromMe: boolean;
  at: Date;
  message: proto.IMessage;
  /** Of own messages: how far it came, as `WebMessageInfo.Status`. Default 4, read. */
  status?: number | undefined;
};

/** The chat with these of its messages, newest first as phones tell it, filed under the LID. */
export function conversationOf(chat: PastChat, letters: readonly PastMessage[]): proto.IConversation {
  const newest = chat.letters.at(-1);
  return {
    id: chat.lid,
    pnJid: chat.jid,
    lidJid: chat.lid,
    name: chat.name,
    unreadCount: 0,
    ...(newest ? { conversationTimestamp: secondsOf(newest.at), lastMsgTimestamp: secondsOf(newest.at) } : {}),
    messages: letters.toReversed().map((letter, index) => ({
      message: webMessage(chat, letter),
      msgOrderId: letters.length - index,
    })),
  };
}

function webMessage(chat: PastChat, { id, fromMe, at, message, status = 4 }: PastMessage): proto.IWebMessageInfo {
  return {
    key: { remoteJid: chat.lid, fromMe, id },
    message,
    messageTimestamp: secondsOf(at),
    ...(fromMe ? { status } : { pushName: chat.name }),
  };
}

function secondsOf(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}
