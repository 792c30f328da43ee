import { randomBytes } from "node:crypto";
import { type BinaryNode, proto } from "baileys";
import { encryptFor } from "../signal/sessions.ts";
import { takeBundle } from "../stanzas/answer-keys.ts";
import { post } from "../state/outbox.ts";
import { peerName } from "../state/phones.ts";
import { type Addressing, type Device, type Phone, stanzaTime, type World } from "../state/world.ts";
import { addressFor } from "./address-message.ts";

/** A message on its way to the devices of a phone. */
export type Parcel = {
  id: string;
  /** Written on the phone itself. */
  author: Phone;
  chat: string;
  as: Addressing;
  message: proto.IMessage;
  type: string;
  /** Seconds since 1970, as stanzas carry them. Default: now. */
  t?: string;
  /** Nobody can read it. */
  garbled?: boolean;
  /** Linked devices are only told that there is one. */
  unavailable?: boolean;
  /** The device asked for it again, so often. */
  retry?: number;
};

/** Sends what somebody wrote on their phone to one linked device, their own or another's. */
export function postMessage(world: World, device: Device, parcel: Parcel): void {
  const t = parcel.t ?? stanzaTime(world);
  const number = device.phone.number;
  const garbled = parcel.garbled || world.faults.strike("undecryptable", { number }) !== undefined;
  const letter = parcel.author.letters.get(parcel.id);
  post(world, device, {
    key: `message:${parcel.id}`,
    make: () => sealed(world, device, { ...parcel, t, garbled }),
    forgiven: parcel.retry === undefined ? 0 : 1,
    confirmed: (error) => {
      if (error !== undefined) letter?.refusals.push(error);
    },
  });
}

/** A message between a phone and its own devices, about keys and history. */
export function postToOwnDevice(world: World, device: Device, message: proto.IMessage): void {
  const { phone } = device;
  const id = randomBytes(10).toString("hex").toUpperCase();
  phone.sent.set(id, { chat: phone.jid, message, as: "pn", type: "peer" });
  resendToOwnDevice(world, device, id, message);
}

/** The same under the same id, for a device that could not read it. */
export function resendToOwnDevice(world: World, device: Device, id: string, message: proto.IMessage, retry?: number) {
  const t = stanzaTime(world);
  post(world, device, {
    key: `message:${id}`,
    forgiven: retry === undefined ? 0 : 1,
    make: async () => {
      const enc = await encrypted(world, device, device.phone, message, retry);
      const attrs = { id, from: device.phone.jid, category: "peer", type: "text", t, notify: device.phone.name };
      return { tag: "message", attrs, content: [enc] };
    },
  });
}

async function sealed(world: World, device: Device, parcel: Parcel & { t: string; garbled: boolean }) {
  const { id, author, type, t, garbled, retry } = parcel;
  const address = addressFor(world, device, { ...parcel, authorDevice: 0 });
  const attrs = { ...address, id, type, t, notify: author.name };
  if (parcel.unavailable)
    return { tag: "message", attrs, content: [{ tag: "unavailable", attrs: { type: "view_once" } }] };
  const own = author === device.phone && parcel.chat.endsWith("@s.whatsapp.net");
  const message = own
    ? { deviceSentMessage: { destinationJid: parcel.chat, message: parcel.message } }
    : parcel.message;
  const enc = await encrypted(world, device, author, message, retry);
  if (garbled && enc.content instanceof Uint8Array) spoil(enc.content, enc.attrs.type === "pkmsg" ? 10 : 4);
  return { tag: "message", attrs, content: [enc] };
}

async function encrypted(
  world: World,
  device: Device,
  author: Phone,
  message: proto.IMessage,
  retry: number | undefined,
): Promise<BinaryNode> {
  const plain = padded(proto.Message.encode(message).finish());
  const keys = () => takeBundle(world, device);
  const { type, bytes } = await encryptFor(author.signal, peerName(device), keys, plain);
  const count = retry === undefined ? {} : { count: String(retry) };
  return { tag: "enc", attrs: { v: "2", type, ...count }, content: bytes };
}

/** Between 1 and 16 bytes, each of which says how many they are. */
function padded(plain: Uint8Array): Buffer {
  const length = 1 + (plain.length % 16);
  return Buffer.concat([plain, Buffer.alloc(length, length)]);
}

/** Changes a byte of the checksum: the last 8 bytes of a message, behind which a first message has two small numbers more. */
function spoil(ciphertext: Uint8Array, fromEnd: number): void {
  const at = ciphertext.length - fromEnd;
  ciphertext[at] = (ciphertext[at] ?? 0) ^ 0xff;
}
