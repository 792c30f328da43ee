import { type BinaryNode, proto } from "baileys";
import { decryptFrom } from "../signal/sessions.ts";
import { showLetter } from "../state/letters.ts";
import { peerName, phoneOf } from "../state/phones.ts";
import type { Addressing, Device, Phone, World } from "../state/world.ts";
import { answerOwnDevice } from "./answer-own-device.ts";
import { askAgain, confirmToAuthor } from "./send-receipts.ts";

/** What a client has encrypted for a phone. */
export type ClientMessage = { sender: Device; node: BinaryNode; enc: BinaryNode; as: Addressing; at: Date };

/** The phone decrypts and shows a message of a client and confirms it, or asks for it again. */
export async function receiveAtPhone(world: World, phone: Phone, received: ClientMessage): Promise<void> {
  const { sender, node, enc, as, at } = received;
  const { id = "", to = "" } = node.attrs;
  const message = await read(phone, sender, enc);
  if (!message) return askAgain(world, phone, sender, id, as);
  const author = sender.phone;
  const sent = message.deviceSentMessage;
  // Baileys wraps what it asks its own phone in the same way as what it tells the phone it has sent.
  if (node.attrs.category === "peer") return answerOwnDevice(world, sender, id, sent?.message ?? message);
  if (sent?.message && author === phone) {
    const chat = phoneOf(world, sent.destinationJid ?? to)?.jid ?? sent.destinationJid ?? to;
    showLetter(world, phone, { id, author, chat, as, at, message: sent.message });
  } else {
    showLetter(world, phone, { id, author, chat: author.jid, as, at, message });
    if (author !== phone) confirmToAuthor(world, phone, author, [id], as, "delivered");
  }
}

async function read(phone: Phone, sender: Device, { attrs, content }: BinaryNode): Promise<proto.Message | undefined> {
  if (!(content instanceof Uint8Array)) return undefined;
  try {
    const padded = await decryptFrom(phone.signal, peerName(sender), attrs.type ?? "msg", Buffer.from(content));
    const pad = padded[padded.length - 1] ?? 0;
    return proto.Message.decode(padded.subarray(0, padded.length - pad));
  } catch {
    return undefined;
  }
}
