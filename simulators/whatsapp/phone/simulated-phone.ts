import type { proto } from "baileys";
import { composeMedia, type OutgoingMedia, viewOnce } from "../media/compose-media.ts";
import type { MediaKind } from "../media/kinds.ts";
import { unlink } from "../stanzas/unlink.ts";
import { threadOf } from "../state/letters.ts";
import { phoneOf } from "../state/phones.ts";
import type { Addressing, Letter, Phone, World } from "../state/world.ts";
import * as compose from "./compose.ts";
import { enterPairingCode } from "./enter-pairing-code.ts";
import { ban, reinstall, switchOff, switchOn } from "./power.ts";
import { readAll } from "./read-all.ts";
import { type PastLetter, rememberPast } from "./remember-past.ts";
import { scan } from "./scan.ts";
import { postStatus, sendMessage, setTyping } from "./send-message.ts";
import { askForLetter } from "./send-receipts.ts";
import { setPicture } from "./tell-neighbours.ts";

/** A chat to write to: another phone by its number or LID, or a group. */
export type ChatRef = { jid: string };

/** How something is written. */
export type Writing = {
  /** The id of the message that is quoted. */
  replyTo?: string;
  /** Default: a new one. */
  id?: string;
  /** Addressed by phone number or by LID. Default: "lid". */
  as?: Addressing;
  at?: Date;
};

type Typing = "composing" | "paused" | "recording";
type SendMedia = (to: ChatRef, media: OutgoingMedia, options?: Writing) => string;

/** Somebody's phone. What they send reaches linked clients; the strings returned are message ids. */
export type SimulatedPhone = ChatRef & {
  /** Digits only. */
  number: string;
  name: string;
  /** `…@s.whatsapp.net` */
  jid: string;
  /** `…@lid` */
  lid: string;
  /** Linked devices → Link a device. Rejects with a sentence when the code is stale or the client refuses. */
  scan: (qr: string) => Promise<{ device: number }>;
  /** Types the code that a client shows for this number. */
  enterPairingCode: (code: string) => Promise<{ device: number }>;
  /** What the notification says when a client asked to be linked by code: the client's name. */
  pairingAsked: () => string | null;
  /** Numbers of the linked devices. */
  devices: () => readonly number[];
  /** Logs one linked device out, or all. */
  logOut: (device?: number) => void;
  /** WhatsApp bans the number: its devices are refused with 403. */
  ban: () => void;

  write: (to: ChatRef, text: string, options?: Writing) => string;
  sendImage: SendMedia;
  sendVideo: SendMedia;
  sendVoice: SendMedia;
  sendAudio: SendMedia;
  sendDocument: SendMedia;
  sendSticker: SendMedia;
  /**
   * A picture, a video or a voice message that may be looked at once. With `notice`, linked devices are only told that there
   * is one, as WhatsApp does for most of them.
   */
  sendViewOnce: (
    to: ChatRef,
    media: OutgoingMedia,
    options?: Writing & { kind?: MediaKind; notice?: boolean },
  ) => string;
  /** The picture of this person, or none: any bytes, served by the media host. */
  setPicture: (bytes: Buffer | undefined) => void;
  sendLocation: (to: ChatRef, place: compose.Place, options?: Writing) => string;
  sendContact: (to: ChatRef, contact: { name: string; number: string }, options?: Writing) => string;
  sendPoll: (to: ChatRef, question: string, choices: string[], options?: Writing) => string;
  /** Any message, as it stands in the protocol. */
  sendRaw: (to: ChatRef, message: proto.IMessage, options?: Writing) => string;
  /** To the status list; reaches the linked devices of the phones that are named. */
  postStatus: (to: ChatRef[], text: string) => string;
  edit: (to: ChatRef, id: string, text: string) => string;
  revoke: (to: ChatRef, id: string) => string;
  /** An empty emoji takes the reaction back. */
  react: (to: ChatRef, id: string, emoji: string) => string;
  setTyping: (to: ChatRef, state: Typing) => void;
  /** What the other is doing in the chat, as this phone sees it. */
  typing: (other: ChatRef) => Typing | null;
  /** Opens the chat: read receipts for everything the other wrote. */
  readAll: (from: ChatRef) => void;
  /** First comes something nobody can decrypt; the retry receipt brings the real text. */
  sendUndecryptable: (to: ChatRef, text: string, options?: Writing) => string;
  /** This phone pretends that it could not read a message of a client, and asks for it again. */
  askAgain: (from: ChatRef, id: string) => void;
  /** New keys, as after installing the app again; threads and linked devices stay. */
  reinstall: () => void;
  /** What this phone shows, oldest first. */
  thread: (other: ChatRef) => readonly Letter[];
  /** The phone is switched off: it neither answers its devices nor confirms messages. */
  goOffline: () => void;
  /** Shows and confirms what came meanwhile. */
  goOnline: () => Promise<void>;
  /** Messages of former times, given to a client at linking and on demand. */
  rememberPast: (other: ChatRef, letters: readonly PastLetter[]) => void;
};

/** The phone of this person. */
export function simulatedPhone(world: World, phone: Phone): SimulatedPhone {
  const { number, name, jid, lid } = phone;
  const place = placeIn(world);
  return {
    number,
    name,
    jid,
    lid,
    ...linking(world, phone),
    ...writing(world, phone),
    ...sending(world, phone),
    ...changing(world, phone),
    setTyping: (to, state) => setTyping(world, phone, place(to), state),
    typing: (other) => phone.typing.get(place(other)) ?? null,
    readAll: (from) => readAll(world, phone, place(from)),
    askAgain: (from, id) => askForLetter(world, phone, place(from), id),
    reinstall: () => reinstall(world, phone),
    thread: (other) => [...threadOf(phone, place(other)).letters.values()],
    goOffline: () => switchOff(world, phone),
    goOnline: () => switchOn(world, phone),
    rememberPast: (other, letters) => rememberPast(world, phone, place(other), letters),
  };
}

/** The name of a chat, also when it is given by a LID. */
function placeIn(world: World): (chat: ChatRef) => string {
  return ({ jid }) => phoneOf(world, jid)?.jid ?? jid;
}

type Linking = "scan" | "enterPairingCode" | "pairingAsked" | "devices" | "logOut" | "ban";

function linking(world: World, phone: Phone): Pick<SimulatedPhone, Linking> {
  return {
    scan: async (qr) => ({ device: (await scan(world, phone, qr)).number }),
    enterPairingCode: async (code) => ({ device: (await enterPairingCode(world, phone, code)).number }),
    pairingAsked: () => phone.pairing?.client ?? null,
    devices: () => [...phone.devices.keys()],
    logOut(device) {
      for (const number of device === undefined ? [...phone.devices.keys()] : [device]) unlink(world, phone, number);
    },
    ban: () => ban(world, phone),
  };
}

type Words = "write" | "sendLocation" | "sendContact" | "sendPoll" | "sendRaw" | "postStatus" | "sendUndecryptable";

function writing(world: World, phone: Phone): Pick<SimulatedPhone, Words> {
  const place = placeIn(world);
  const send = (to: ChatRef, message: proto.IMessage, options: Writing = {}, garbled = false) =>
    sendMessage(world, phone, place(to), message, { ...options, garbled });
  const quoted = ({ replyTo, as }: Writing = {}) => compose.quoting(world, phone, replyTo, as);
  const text = (words: string, options?: Writing) => compose.textMessage(words, quoted(options));
  return {
    write: (to, words, options) => send(to, text(words, options), options),
    sendLocation: (to, where, options) =>
      send(to, compose.withContext(compose.placeMessage(where), quoted(options)), options),
    sendContact: (to, contact, options) =>
      send(to, compose.withContext(compose.contactMessage(contact), quoted(options)), options),
    sendPoll: (to, question, choices, options) => send(to, compose.pollMessage(question, choices), options),
    sendRaw: send,
    postStatus: (to, words) =>
      postStatus(
        world,
        phone,
        to.flatMap(({ jid }) => phoneOf(world, jid) ?? []),
        words,
      ),
    sendUndecryptable: (to, words, options) => send(to, text(words, options), options, true),
  };
}

type Media =
  | "sendImage"
  | "sendVideo"
  | "sendVoice"
  | "sendAudio"
  | "sendDocument"
  | "sendSticker"
  | "sendViewOnce"
  | "setPicture";

function sending(world: World, phone: Phone): Pick<SimulatedPhone, Media> {
  const place = placeIn(world);
  const composed = (kind: MediaKind, media: OutgoingMedia) => composeMedia(world.media, kind, media, world.clock());
  const sender =
    (kind: MediaKind): SendMedia =>
    (to, media, options = {}) => {
      const context = compose.quoting(world, phone, options.replyTo, options.as);
      return sendMessage(world, phone, place(to), compose.withContext(composed(kind, media), context), options);
    };
  return {
    sendImage: sender("image"),
    sendVideo: sender("video"),
    sendVoice: sender("voice"),
    sendAudio: sender("audio"),
    sendDocument: sender("document"),
    sendSticker: sender("sticker"),
    sendViewOnce: (to, media, { kind = "image", notice = false, ...options } = {}) =>
      sendMessage(world, phone, place(to), viewOnce(composed(kind, media)), { ...options, unavailable: notice }),
    setPicture: (bytes) => setPicture(world, phone, bytes),
  };
}

function changing(world: World, phone: Phone): Pick<SimulatedPhone, "edit" | "revoke" | "react"> {
  const place = placeIn(world);
  const shown = (to: ChatRef, id: string): Letter => {
    const letter = threadOf(phone, place(to)).letters.get(id);
    if (!letter) throw new Error(`The phone shows no message ${id} in this chat.`);
    return letter;
  };
  const send = (to: ChatRef, message: proto.IMessage) =>
    sendMessage(world, phone, place(to), message, { as: threadOf(phone, place(to)).as });
  return {
    edit: (to, id, text) => send(to, compose.editMessage(world, shown(to, id), text)),
    revoke: (to, id) => send(to, compose.revokeMessage(shown(to, id))),
    react: (to, id, emoji) => send(to, compose.reactionMessage(world, shown(to, id), emoji)),
  };
}
