import type { CloseCode, FaultBook } from "./faults.ts";
import type { Letter, LetterKind, PastLetter, StanzaRecord } from "./state/world.ts";

export type { CloseCode, FaultBook, Letter, LetterKind, PastLetter, StanzaRecord };

export type WhatsAppOptions = {
  /** 0, the default, takes any free port. */
  port?: number;
  /** Default 127.0.0.1: there is no password, so it is for this machine only. */
  host?: string;
  /** Same seed, same root key, LIDs and random faults. Default 1. */
  seed?: number;
  /** Gives the times of messages. Default: the time it is. */
  clock?: () => Date;
  /** How many codes a client may show before it has to connect again. Default 6, as WhatsApp does. */
  codes?: number;
};

export type WhatsAppSimulator = {
  /** The page with the phones, and the control API. */
  url: string;
  /** The value of WHATSAPP_WEB_URL: `ws://127.0.0.1:PORT/ws/chat`. */
  webSocketUrl: string;
  /** The value of WHATSAPP_ROOT_KEY: 64 hex digits. */
  rootKey: string;
  /** Anybody with WhatsApp: the company's own phone or a customer's. The same number gives the same phone. */
  phone: (person: NewPhone) => SimulatedPhone;
  group: (title: string, members: SimulatedPhone[]) => SimulatedGroup;
  faults: FaultBook;
  /** Sockets that are open now, oldest first. */
  connections: () => readonly OpenConnection[];
  /** Stanzas from clients, oldest first. */
  stanzas: readonly StanzaRecord[];
  close: () => Promise<void>;
};

export type NewPhone = {
  /** With the country code; everything but digits is ignored. */
  number: string;
  name: string;
};

export type OpenConnection = {
  /** Undefined until the client has said who it is. */
  number: string | undefined;
  device: number | undefined;
  since: Date;
  stage: "handshake" | "pairing" | "login" | "open" | "closed";
};

/** A chat to write to: another phone, or a group. */
export type ChatRef = { jid: string };

export type SimulatedGroup = ChatRef & { title: string };

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
  /** Types the code a client shows for this number. */
  enterPairingCode: (code: string) => Promise<{ device: number }>;
  /** What the notification on the phone says when a client asked to link it by code. */
  pairingAsked: () => string | null;
  /** Numbers of the linked devices. */
  devices: () => readonly number[];
  /** Logs one linked device out, or all. */
  logOut: (device?: number) => void;
  /** WhatsApp bans the number: its devices are refused with 403. */
  ban: () => void;

  write: (to: ChatRef, text: string, options?: Writing) => string;
  sendImage: (to: ChatRef, media?: Partial<MediaFile>, options?: Writing) => string;
  sendVideo: (to: ChatRef, media?: Partial<MediaFile>, options?: Writing) => string;
  /** Without bytes: silence of `seconds`. */
  sendVoice: (to: ChatRef, media?: Partial<MediaFile>, options?: Writing) => string;
  sendAudio: (to: ChatRef, media?: Partial<MediaFile>, options?: Writing) => string;
  sendDocument: (to: ChatRef, media?: Partial<MediaFile>, options?: Writing) => string;
  sendSticker: (to: ChatRef, media?: Partial<MediaFile>, options?: Writing) => string;
  sendLocation: (to: ChatRef, place: Place, options?: Writing) => string;
  sendContact: (to: ChatRef, contact: { name: string; number: string }, options?: Writing) => string;
  sendPoll: (to: ChatRef, question: string, choices: string[], options?: Writing) => string;
  /** An image that may be seen once. Linked devices get only the notice that there is one. */
  sendViewOnce: (to: ChatRef, media?: Partial<MediaFile>, options?: Writing) => string;
  /** To everybody's status list; reaches the linked devices of the phones that are named. */
  postStatus: (to: SimulatedPhone[], text: string) => string;
  edit: (to: ChatRef, id: string, text: string) => void;
  revoke: (to: ChatRef, id: string) => void;
  /** An empty emoji takes the reaction back. */
  react: (to: ChatRef, id: string, emoji: string) => void;
  setTyping: (to: ChatRef, state: "composing" | "paused" | "recording") => void;
  /** Opens the chat: read receipts for everything the other wrote. */
  readAll: (from: ChatRef) => void;
  /** First comes something that cannot be decrypted; the retry receipt brings the real text. */
  sendUndecryptable: (to: ChatRef, text: string, options?: Writing) => string;
  /** This phone could not decrypt a message of a client and asks for it again. */
  askAgain: (from: ChatRef, id: string) => void;
  /** New keys, as after installing the app again; the threads stay. */
  reinstall: () => void;
  /** What this phone shows, oldest first. */
  thread: (other: ChatRef) => readonly Letter[];
  /** The phone is switched off: it neither answers its devices nor confirms messages. */
  goOffline: () => void;
  goOnline: () => void;
  /** Messages of former times, given to a client at linking and on demand. */
  rememberPast: (other: ChatRef, letters: PastLetter[]) => void;
};

export type Writing = {
  /** The id of the message that is quoted. */
  replyTo?: string;
  /** Default: a new one. */
  id?: string;
  /** Addressed by phone number or by LID. Default: "lid". */
  as?: "pn" | "lid";
  at?: Date;
};

export type MediaFile = {
  bytes: Buffer;
  mimeType: string;
  name: string;
  caption: string;
  seconds: number;
  width: number;
  height: number;
  /** 64 loudnesses from 0 to 100, of a voice message. */
  waveform: Uint8Array;
};

export type Place = { latitude: number; longitude: number; name?: string; address?: string };

/** Starts a WhatsApp of our own: the server for linked devices, the phones, and faults on command. */
export async function startWhatsApp(_options: WhatsAppOptions = {}): Promise<WhatsAppSimulator> {
  throw new Error("The simulated WhatsApp does not listen yet.");
}
