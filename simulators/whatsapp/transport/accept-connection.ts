import { type BinaryNode, decodeBinaryNode, encodeBinaryNode } from "baileys";
import type { RawData, WebSocket } from "ws";
import { announceChange, type Connection, type World } from "../state/world.ts";
import { certificateChain } from "./certificates.ts";
import { newKeyPair } from "./curve.ts";
import { frame, frameReader, WA_HEADER } from "./frames.ts";
import { type Finished, startHandshake, type Transport } from "./noise.ts";

/** What the server does with a connection. */
export type Reception = {
  greet: (connection: Connection, finished: Finished) => void;
  receive: (connection: Connection, node: BinaryNode) => Promise<void> | void;
};

/** More than this may not wait in a socket before the sender of many stanzas pauses, in bytes. */
const FULL = 1_000_000;
let nextId = 1;

/** Speaks WhatsApp's transport with one client: the handshake, then stanzas in both directions. */
export function acceptConnection(world: World, socket: WebSocket, reception: Reception): void {
  const silent = world.faults.strike("silent", { stage: "handshake" }) !== undefined;
  const wire: Wire = { socket, transport: undefined, closers: [] };
  const connection = openConnection(world, wire);
  const frames = frameReader();
  const hear = silent ? () => {} : listener(world, connection, wire, reception);
  socket.on("message", (data: RawData) => {
    try {
      for (const body of frames(bytesOf(data))) hear(body);
    } catch {
      connection.drop();
    }
  });
  socket.on("error", () => connection.drop());
  socket.on("close", () => {
    connection.stage = "closed";
    world.connections.delete(connection);
    for (const close of wire.closers) close();
    announceChange(world, { kind: "connections" });
  });
}

type Wire = { socket: WebSocket; transport: Transport | undefined; closers: (() => void)[] };

function openConnection(world: World, wire: Wire): Connection {
  const { socket, closers } = wire;
  const send = (node: BinaryNode) => {
    if (socket.readyState !== socket.OPEN || !wire.transport || isMuted(world, connection)) return;
    socket.send(frame(wire.transport.encrypt(encodeBinaryNode(node))));
  };
  const connection: Connection = {
    id: nextId++,
    since: new Date(),
    stage: "handshake",
    device: undefined,
    registration: undefined,
    paired: undefined,
    noiseKey: Buffer.alloc(0),
    send,
    drained: () => (socket.bufferedAmount < FULL ? undefined : drained(socket)),
    end(last) {
      if (last) send(last);
      connection.stage = "closed";
      socket.close();
    },
    drop: () => socket.terminate(),
    subscriptions: new Set(),
    available: false,
    active: false,
    messagesSent: 0,
    backlog: undefined,
    onClose: (listener) => void closers.push(listener),
  };
  world.connections.add(connection);
  announceChange(world, { kind: "connections" });
  return connection;
}

/** Stanzas are handled one after the other, in the order in which they came. */
function listener(world: World, connection: Connection, wire: Wire, reception: Reception): (body: Buffer) => void {
  const root = world.faults.strike("other root") ? world.keys.other : world.keys.root;
  const serverKey = newKeyPair();
  const handshake = startHandshake(WA_HEADER, serverKey, certificateChain(root, serverKey.publicKey, world.clock()));
  let said = 0;
  let last: Promise<void> = Promise.resolve();
  return (body) => {
    if (said === 0) {
      wire.socket.send(frame(handshake.answerHello(body)));
    } else if (said === 1) {
      const finished = handshake.finish(body);
      wire.transport = finished.transport;
      reception.greet(connection, finished);
    } else {
      const plain = wire.transport?.decrypt(body);
      if (plain) last = last.then(() => hearStanza(world, connection, plain, reception));
    }
    said++;
  };
}

async function hearStanza(world: World, connection: Connection, plain: Buffer, reception: Reception): Promise<void> {
  if (isMuted(world, connection) || connection.stage === "closed") return;
  try {
    await reception.receive(connection, await decodeBinaryNode(plain));
  } catch (error) {
    console.error("A stanza could not be handled; the connection is cut.", error);
    connection.drop();
  }
}

/** The line is open, but nobody is at the other end. */
function isMuted(world: World, { stage, device }: Connection): boolean {
  return stage === "open" && world.faults.isOn("silent", { stage: "open", number: device?.phone.number });
}

function drained(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (socket.bufferedAmount < FULL / 2 || socket.readyState !== socket.OPEN) resolve();
      else setTimeout(look, 5);
    };
    look();
  });
}

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}
