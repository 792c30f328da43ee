import { randomBytes } from "node:crypto";
import type { proto } from "baileys";
import { raiseTicks, showLetter } from "../state/letters.ts";
import { knownPhone } from "../state/phones.ts";
import { type Addressing, announceChange, type Phone, type World } from "../state/world.ts";
import { postMessage } from "./post-message.ts";
import { whenOn } from "./power.ts";
import { stanzaTypeOf } from "./read-message.ts";

/** How a message is sent. */
export type Sending = {
  /** Default: a new one. */
  id?: string | undefined;
  /** Default: "lid". */
  as?: Addressing | undefined;
  /** Default: what the clock says. */
  at?: Date | undefined;
  garbled?: boolean | undefined;
  unavailable?: boolean | undefined;
};

/** Sends a message from a phone to another or to a group, and to the devices linked to both; returns its id. */
export function sendMessage(
  world: World,
  author: Phone,
  chat: string,
  message: proto.IMessage,
  { id = newMessageId(), as = "lid", at = world.clock(), garbled = false, unavailable = false }: Sending = {},
): string {
  if (author.banned) throw new Error(`${author.number} is banned from WhatsApp and cannot write.`);
  const type = stanzaTypeOf(message);
  author.sent.set(id, { chat, message, as, type });
  showLetter(world, author, { id, author, chat, as, at, message });
  const parcel = { id, author, as, message, type, garbled, unavailable, t: String(Math.floor(at.getTime() / 1000)) };
  for (const device of author.devices.values()) postMessage(world, device, { ...parcel, garbled: false, chat });
  for (const reader of readersOf(world, author, chat)) {
    for (const device of reader.devices.values()) postMessage(world, device, { ...parcel, chat });
    const place = chat === author.jid || !isPerson(chat) ? chat : author.jid;
    whenOn(reader, () => {
      showLetter(world, reader, { id, author, chat: place, as, at, message });
      // With linked devices, it is they who say that it has come: that is what is to be seen here.
      if (reader.devices.size === 0) raiseTicks(world, author, id, "delivered");
    });
  }
  return id;
}

/** To the status list of the phones that are named: only their linked devices hear of it. */
export function postStatus(world: World, author: Phone, readers: Phone[], text: string): string {
  const id = newMessageId();
  const message = { extendedTextMessage: { text } };
  author.sent.set(id, { chat: STATUS, message, as: "lid", type: "text" });
  const parcel = { id, author, chat: STATUS, as: "lid" as const, message, type: "text" };
  for (const reader of readers) for (const device of reader.devices.values()) postMessage(world, device, parcel);
  return id;
}

const STATUS = "status@broadcast";

/** What somebody does in a chat right now; only clients that asked for it hear of it. */
export function setTyping(
  world: World,
  author: Phone,
  chat: string,
  state: "composing" | "paused" | "recording",
): void {
  const other = knownPhone(world, chat);
  other.typing.set(author.jid, state);
  announceChange(world, { kind: "thread", number: other.number, other: author.jid });
  const node = state === "recording" ? { tag: "composing", attrs: { media: "audio" } } : { tag: state, attrs: {} };
  for (const { connection } of other.devices.values()) {
    for (const from of [author.jid, author.lid])
      if (connection?.subscriptions.has(from)) connection.send({ tag: "chatstate", attrs: { from }, content: [node] });
  }
}

/** Ids as WhatsApp for Android makes them. */
function newMessageId(): string {
  return `AC${randomBytes(15).toString("hex").toUpperCase()}`;
}

function readersOf(world: World, author: Phone, chat: string): Phone[] {
  if (isPerson(chat)) return [knownPhone(world, chat)].filter((phone) => phone !== author);
  const group = world.groups.get(chat);
  if (!group) throw new Error(`There is no group ${chat}.`);
  return group.members.filter((phone) => phone !== author);
}

function isPerson(chat: string): boolean {
  return chat.endsWith("@s.whatsapp.net");
}
