import type { AddressInfo } from "node:net";
import { createApp } from "./app.ts";
import { createFaultBook, type FaultBook } from "./faults.ts";
import { type MediaHost, startMediaHost } from "./media/media-host.ts";
import { type ChatRef, type SimulatedPhone, simulatedPhone } from "./phone/simulated-phone.ts";
import { releaseHeld } from "./stanzas/activate.ts";
import { lastStanza } from "./stanzas/close-codes.ts";
import { keepDevices } from "./state/keep-devices.ts";
import { knownPhone, type NewPhone, newGroup, phoneWith } from "./state/phones.ts";
import {
  announceChange,
  type Change,
  type Connection,
  createWorld,
  type StanzaRecord,
  type World,
} from "./state/world.ts";
import { keyPairFrom } from "./transport/curve.ts";

export type { CloseCode, Fault, FaultBook } from "./faults.ts";
export type { OutgoingMedia } from "./media/compose-media.ts";
export type { PastLetter } from "./phone/remember-past.ts";
export type { ChatRef, SimulatedPhone, Writing } from "./phone/simulated-phone.ts";
export type { NewPhone } from "./state/phones.ts";
export type { Letter, LetterKind, StanzaRecord } from "./state/world.ts";

/** How the simulator is started. */
export type WhatsAppOptions = {
  /** 0, the default, takes any free port. */
  port?: number;
  /** Default 127.0.0.1: there is no password, so it is for this machine only. */
  host?: string;
  /** Same seed, same root key, LIDs and random faults. Default 1. */
  seed?: number;
  /** Gives the times of messages. Default: the time it is. */
  clock?: () => Date;
  /** How long each QR code is good; the codes of a connection follow each other. Default 60,000. */
  qrMilliseconds?: number;
  /** How many QR codes a connection is given. Default 6, as WhatsApp does. */
  codes?: number;
};

/** A WhatsApp that runs here. */
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
  /** Where the files lie; `expireAll` lets them go until a client asks for them again. */
  media: MediaHost;
  /** Sockets that are open now, oldest first. */
  connections: () => readonly OpenConnection[];
  /** Stanzas from clients, oldest first. */
  stanzas: readonly StanzaRecord[];
  /** Calls the listener whenever something has changed on a phone or on a line. */
  watch: (listener: (change: Change) => void) => void;
  /** Gives the phones the linked devices that this file remembers, and keeps them there from now on. */
  keepDevicesIn: (file: string) => void;
  close: () => Promise<void>;
};

/** A socket of a client, as tests see it. */
export type OpenConnection = {
  /** Undefined until the client has said who it is. */
  number: string | undefined;
  device: number | undefined;
  since: Date;
  /** "handshake", "pairing" while it shows a code, "login" until its queue has begun to flow, then "open". */
  stage: Connection["stage"];
};

/** A group; what is written to it reaches all of its members. */
export type SimulatedGroup = ChatRef & { title: string };

/** Starts a WhatsApp of our own: the server for linked devices, the phones, the media host, and faults on command. */
export async function startWhatsApp(options: WhatsAppOptions = {}): Promise<WhatsAppSimulator> {
  const { host = "127.0.0.1", port = 0, seed = 1, clock = () => new Date() } = options;
  const media = await startMediaHost({ host, now: clock() });
  const world = createWorld({
    seed,
    clock,
    media,
    qrMilliseconds: options.qrMilliseconds ?? 60_000,
    codes: options.codes ?? 6,
    keys: { root: keyPairFrom(`root ${seed}`), other: keyPairFrom(`other root ${seed}`) },
    faults: blowsOf,
  });
  let writeDevices = () => {};
  const app = await createApp(world);
  await app.listen({ port, host });
  world.url = addressOf(app.server.address());
  return {
    url: world.url,
    webSocketUrl: `${world.url.replace("http", "ws")}/ws/chat`,
    rootKey: world.keys.root.publicKey.toString("hex"),
    phone: (person) => simulatedPhone(world, phoneWith(world, person)),
    group: (title, members) => presentGroup(world, title, members),
    faults: world.faults,
    media,
    connections: () => [...world.connections].filter(({ stage }) => stage !== "closed").map(presentConnection),
    stanzas: world.stanzas,
    watch: (listener) => void world.watchers.add(listener),
    keepDevicesIn(file) {
      writeDevices = keepDevices(world, file);
    },
    async close() {
      writeDevices();
      for (const connection of world.connections) connection.drop();
      await Promise.all([app.close(), media.close()]);
    },
  };
}

function blowsOf(world: World): FaultBook {
  const strike = (number: string | undefined, blow: (connection: Connection) => void) => {
    const struck = [...world.connections].filter(({ device }) => !number || device?.phone.number === number);
    for (const connection of struck) blow(connection);
    return struck.length;
  };
  const told = () => {
    announceChange(world, { kind: "faults" });
    releaseHeld(world);
  };
  return createFaultBook(world.random, told, {
    drop: (number) => strike(number, (connection) => connection.drop()),
    close: (code, number) => strike(number, (connection) => connection.end(lastStanza(code))),
  });
}

function presentGroup(world: World, title: string, members: SimulatedPhone[]): SimulatedGroup {
  const group = newGroup(
    world,
    title,
    members.map(({ jid }) => knownPhone(world, jid)),
  );
  return { jid: group.jid, title };
}

function presentConnection({ device, since, stage }: Connection): OpenConnection {
  return { number: device?.phone.number, device: device?.number, since, stage };
}

function addressOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === "string") throw new Error("The simulator listens on no port.");
  const host = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return `http://${host === "0.0.0.0" || host === "[::]" ? "127.0.0.1" : host}:${address.port}`;
}
