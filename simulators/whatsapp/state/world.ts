import type { BinaryNode, proto } from "baileys";
import { seededRandom } from "#simulators/shared/random.ts";
import type { FaultBook } from "../faults.ts";
import type { MediaHost } from "../media/media-host.ts";
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
  openCodes: Map<string, OpenCode>;
  qrMilliseconds: number;
  codes: number;
  media: MediaHost;
  faults: FaultBook;
  /** Stanzas from clients, oldest first. */
  stanzas: StanzaRecord[];
  watchers: Set<(change: Change) => void>;
};

/** A code is good `until` this moment of `performance.now()` and no longer than its connection. */
export type OpenCode = { connection: Connection; until: number };

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
  /** Where their picture lies on the media host. */
  picture: string | undefined;
  /** A client asked to link this number by code. */
  pairing: PairingByCode | undefined;
  /** By jid of the other phone (`…@s.whatsapp.net`) or of the group. */
  threads: Map<string, Thread>;
  /** Everything it has shown, by message id. */
  letters: Map<string, Letter>;
  /** What it has sent, letters and changes of letters, for those who ask again; by message id. */
  sent: Map<string, Sent>;
  /** How often it has asked for a message it could not decrypt, by message id. */
  retries: Map<string, number>;
  /** What others are doing in their chat with this phone, by their jid. */
  typing: Map<string, "composing" | "paused" | "recording">;
  /** What arrived while the phone was off: done in order when it is on again. */
  pendingWork: (() => Promise<void> | void)[];
};

/** A message as it left a phone, to be encrypted once more for who could not read it. */
export type Sent = { chat: string; message: proto.IMessage; as: Addressing; type: string };

/** By phone number or by LID. */
export type Addressing = "pn" | "lid";

/** A client that shows a code for a phone to type. */
export type PairingByCode = {
  connection: Connection;
  ref: string;
  /** What the client sent: salt ‖ iv ‖ its ephemeral key, encrypted under the code. */
  wrappedEphemeral: Buffer;
  /** What the notification says: the name of the client. */
  client: string;
  /** Called when the client has answered what the phone sent. */
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
  outbox: Outbox;
  /** The phone has given it the app state keys and the history once. */
  synced: boolean;
  /** The name the client gives itself. */
  client: string;
};

/** A public key that a client has uploaded under a number of its own. */
export type UploadedKey = { id: number; key: Buffer };

/** Stanzas for a device that it has not confirmed, in order. */
export type Outbox = {
  /** By what confirms it, e.g. `message:3EB0…`. */
  waiting: Map<string, Outgoing>;
  /** Those that have not been sent over the connection that is open now. */
  next: Outgoing[];
  /** How far `next` has been sent. */
  at: number;
  busy: boolean;
};

/** A stanza on its way to a device: encrypted when it is sent for the first time, then repeated with the same bytes. */
export type Outgoing = {
  key: string;
  make: (device: Device) => Promise<BinaryNode> | BinaryNode;
  node: BinaryNode | undefined;
  /** So many refusals belong to an earlier attempt, for which this one is the remedy. */
  forgiven: number;
  /** Called once: by a receipt, an ack, or an ack with an error. */
  confirmed: (error: string | undefined) => void;
};

/** A WebSocket from a client. */
export type Connection = {
  id: number;
  since: Date;
  /** "handshake" until it is known who the client is, "pairing" until it is linked, "login" until it is active, then "open". */
  stage: "handshake" | "pairing" | "login" | "open" | "closed";
  device: Device | undefined;
  /** What a client that is not linked has said of itself. */
  registration: proto.ClientPayload.IDevicePairingRegistrationData | undefined;
  /** Called with the client's answer to `pair-success`. */
  paired: ((answer: BinaryNode) => void) | undefined;
  noiseKey: Buffer;
  send: (node: BinaryNode) => void;
  /** Undefined when there is room for more; the sender of many stanzas waits otherwise. */
  drained: () => Promise<void> | undefined;
  /** Sends a stanza and closes, as the server does when it has had enough. */
  end: (last?: BinaryNode) => void;
  /** Cuts the wire. */
  drop: () => void;
  /** Contacts whose typing this client wants to see, by jid. */
  subscriptions: Set<string>;
  available: boolean;
  /** It has said that it wants messages now. */
  active: boolean;
  messagesSent: number;
  /** What is left of the queue that was waiting when it came; the end of it is announced at 0. */
  backlog: { left: number; total: number } | undefined;
  /** Called once when the socket is gone. */
  onClose: (listener: () => void) => void;
};

/** A chat as one phone shows it. */
export type Thread = {
  other: string;
  /** How the two last addressed each other. */
  as: Addressing;
  letters: Map<string, Letter>;
};

/** A message as one phone shows it. */
export type Letter = {
  id: string;
  /** The thread it is in. */
  chat: string;
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
  /** It may be looked at once. */
  viewOnce: boolean;
  /** How often it came: phones show a message once, whatever the network does. */
  arrivals: number;
  /** The owner of the phone has opened the chat since. */
  readByMe: boolean;
  /** Linked devices of the receiver that have confirmed it by a receipt. */
  confirmedBy: Set<number>;
  /** Errors with which linked devices have refused it. */
  refusals: string[];
  /** As it was encrypted; what is sent again when somebody asks. */
  message: proto.IMessage;
};

/** What a message is, as a phone shows it. */
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

/** `bytes` are undefined when the file was not on the media host, or did not fit its key. */
export type LetterMedia = { bytes: Buffer | undefined; mimeType: string; name: string | undefined };

/** A group and who is in it. */
export type Group = { jid: string; title: string; members: Phone[] };

/** A stanza that a client has sent. */
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

/** What has changed, for whoever watches. */
export type Change = { kind: "phones" | "connections" | "faults" } | { kind: "thread"; number: string; other: string };

type WorldOptions = Pick<World, "clock" | "keys" | "qrMilliseconds" | "codes" | "media"> & {
  seed: number;
  faults: (world: World) => FaultBook;
};

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
    qrMilliseconds: options.qrMilliseconds,
    codes: options.codes,
    media: options.media,
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
