import type { BinaryNode, proto } from "baileys";
import { seededRandom } from "#simulators/telegram/state/random.ts";
import type { FaultBook } from "../faults.ts";
import type { SignalParty } from "../signal/party.ts";
import type { KeyPair } from "../transport/curve.ts";

/** Everything the simulated WhatsApp knows. One world per running simulator. */
export type World = {
  /** Gives the times of messages; moved by scenarios. Waiting (rotation of codes, slow answers) is always in real time. */
  clock: () => Date;
  random: () => number;
  /** Where the media host and the page are, `http://127.0.0.1:PORT`; known as soon as the simulator listens. */
  url: string;
  keys: ServerKeys;
  /** By phone number, digits only. */
  phones: Map<string, Phone>;
  /** The same phones by the user part of their LID. */
  phonesByLid: Map<string, Phone>;
  /** By jid, `…@g.us`. */
  groups: Map<string, Group>;
  /** Sockets that are open now. */
  connections: Set<Connection>;
  /** Codes on some screen that a phone could scan now, by ref. */
  openCodes: Map<string, Connection>;
  faults: FaultBook;
  /** Stanzas from clients, oldest first. */
  stanzas: StanzaRecord[];
  watchers: Set<(change: Change) => void>;
};

/** The keys with which the server proves who it is. `root` is the public half of what signs the chain. */
export type ServerKeys = { root: KeyPair; other: KeyPair };

/** Somebody with WhatsApp: the company's own phone, or a customer's. */
export type Phone = {
  /** Digits only, with the country code. */
  number: string;
  name: string;
  /** `…@s.whatsapp.net` */
  jid: string;
  /** `…@lid` */
  lid: string;
  /** Keys and sessions of the phone itself, which is device 0. */
  signal: SignalParty;
  /** Linked devices by number, from 1. */
  devices: Map<number, Device>;
  nextDevice: number;
  /** Switched on and connected: it answers its linked devices and confirms what it gets. */
  online: boolean;
  banned: boolean;
  /** A client asked to link this number by code. */
  pairing: PairingByCode | undefined;
  /** By jid of the other phone (`…@s.whatsapp.net`) or of the group. */
  threads: Map<string, Thread>;
  /** Messages of former times by jid of the other, given to a newly linked device. */
  past: Map<string, PastLetter[]>;
  /** What arrived while the phone was off: done when it is on again. */
  pendingWork: (() => void)[];
};

export type PairingByCode = {
  connection: Connection;
  ref: string;
  /** What the client sent: salt ‖ iv ‖ its ephemeral key, encrypted under the code. */
  wrappedEphemeral: Uint8Array;
  /** Settled when the client has answered what the phone sent. */
  finish: ((node: BinaryNode) => void) | undefined;
};

/** A client that is linked to a phone. */
export type Device = {
  phone: Phone;
  number: number;
  noiseKey: Buffer;
  identityKey: Buffer;
  registrationId: number;
  signedPreKey: UploadedKey & { signature: Buffer };
  /** One-time keys the client has uploaded and nobody has taken, oldest first. */
  preKeys: Map<number, UploadedKey>;
  linkedAt: Date;
  connection: Connection | undefined;
  /** Stanzas for the device that it has not confirmed, in order, by an own key. */
  outbox: Map<number, Outgoing>;
  /** The phone has given it the app state keys and the history once. */
  synced: boolean;
  /** The name the client gives itself. */
  client: string;
};

export type UploadedKey = { id: number; key: Buffer };

/** A stanza on its way to a device; encrypted when it is sent for the first time, then repeated with the same bytes. */
export type Outgoing = {
  key: number;
  /** With what id and from whom the device will confirm it. */
  id: string;
  from: string;
  node: BinaryNode | undefined;
  make: (device: Device) => Promise<BinaryNode> | BinaryNode;
  confirmed: ((how: Confirmation) => void) | undefined;
  /** The connection over which it was last sent. */
  sentOver: Connection | undefined;
  /** Only this one waits for the device to be active; others go at once. */
  afterOffline: boolean;
};

export type Confirmation = { device: Device; type: "receipt" | "ack"; error: string | undefined };

/** A WebSocket from a client. */
export type Connection = {
  id: number;
  since: Date;
  /** "handshake" until the Noise handshake is over, "pairing" until it is linked, "login" until active, then "open". */
  stage: "handshake" | "pairing" | "login" | "open" | "closed";
  device: Device | undefined;
  /** What a client that is not linked has said of itself. */
  registration: proto.ClientPayload.IDevicePairingRegistrationData | undefined;
  noiseKey: Buffer;
  send: (node: BinaryNode) => void;
  /** Bytes that wait in the socket; the sender of many stanzas waits for them. */
  drained: () => Promise<void>;
  /** Sends a stanza and closes, as the server does when it has had enough. */
  end: (last?: BinaryNode) => void;
  /** Cuts the wire. */
  drop: () => void;
  /** Contacts whose typing this client wants to see, by jid. */
  subscriptions: Set<string>;
  available: boolean;
  /** Called once when the socket is gone. */
  onClose: (listener: () => void) => void;
};

export type Thread = { other: string; letters: Map<string, Letter> };

/** A message as one phone shows it. */
export type Letter = {
  id: string;
  fromMe: boolean;
  /** Phone number of who wrote it. */
  author: string;
  kind: LetterKind;
  /** The text, or the caption. Empty when there is none. */
  text: string;
  /** Decrypted. */
  media: LetterMedia | undefined;
  at: Date;
  ticks: "clock" | "sent" | "delivered" | "read";
  edited: boolean;
  revoked: boolean;
  /** Emoji by phone number of who reacted. */
  reactions: Map<string, string>;
  quotedId: string | undefined;
  /** How often it came: phones show a message once, whatever the network does. */
  arrivals: number;
  /** Linked devices of the receiver that have confirmed it by a receipt. */
  confirmedBy: Set<number>;
  /** As it was encrypted; what is sent again when somebody asks. */
  message: proto.IMessage;
};

export type LetterKind =
  | "text"
  | "image"
  | "video"
  | "voice"
  | "audio"
  | "document"
  | "sticker"
  | "location"
  | "contact"
  | "poll"
  | "other";

export type LetterMedia = { bytes: Buffer; mimeType: string; name: string | undefined };

/** A message that was written before the client was linked. */
export type PastLetter = { id?: string; fromMe: boolean; text: string; at: Date };

export type Group = { jid: string; title: string; members: Phone[] };

export type StanzaRecord = {
  /** Milliseconds since 1970 in real time, whatever the clock says; fractions included. */
  at: number;
  connection: number;
  number: string | undefined;
  device: number | undefined;
  tag: string;
  attrs: Record<string, string>;
  /** Tags of the children, e.g. `["participants", "device-identity"]`. */
  children: string[];
};

export type Change = { kind: "phones" | "connections" | "faults" } | { kind: "thread"; number: string; other: string };

type WorldOptions = { seed: number; clock: () => Date; keys: ServerKeys; faults: (world: World) => FaultBook };

/** An empty WhatsApp: nobody has it yet. */
export function createWorld(options: WorldOptions): World {
  const world: World = {
    clock: options.clock,
    random: seededRandom(options.seed),
    url: "",
    keys: options.keys,
    phones: new Map(),
    phonesByLid: new Map(),
    groups: new Map(),
    connections: new Set(),
    openCodes: new Map(),
    get faults() {
      return faults;
    },
    stanzas: [],
    watchers: new Set(),
  };
  const faults = options.faults(world);
  return world;
}

/** Tells the open pages what has changed. */
export function announceChange(world: World, change: Change): void {
  for (const watch of world.watchers) watch(change);
}

/** Whole seconds since 1970, as stanzas carry them. */
export function stanzaTime(world: World): string {
  return String(Math.floor(world.clock().getTime() / 1000));
}
