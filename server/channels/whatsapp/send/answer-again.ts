import type { SocketConfig, WASocket } from "baileys";
import { chatOf } from "#server/channels/whatsapp/parse/read-addresses.ts";
import type { SentPayloads } from "#server/channels/whatsapp/send/sent-payloads.ts";

/**
 * What Baileys may send once more to who could not read it: nobody gets but what went to their own chat, whatever id they name. The
 * same person may ask by the other one of their addresses. `sock` is asked for as late as somebody asks.
 */
export function answerAgain(payloads: SentPayloads, sock: () => WASocket): SocketConfig["getMessage"] {
  return async ({ id, remoteJid }) => {
    const sent = await payloads.find(id ?? "");
    if (!sent || !remoteJid) return undefined;
    const [theirs, asking] = await Promise.all([sent.chatId, remoteJid].map((address) => personAt(sock(), address)));
    return theirs && theirs === asking ? sent.payload : undefined;
  };
}

/** The address that hides the number, where it is known. */
async function personAt({ signalRepository }: WASocket, address: string): Promise<string | undefined> {
  const chatId = chatOf(address, undefined)?.chatId;
  if (!chatId || chatId.endsWith("@lid")) return chatId;
  const lid = await signalRepository.lidMapping.getLIDForPN(chatId);
  return chatOf(lid ?? "", undefined)?.chatId ?? chatId;
}
