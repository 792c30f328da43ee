import type { BinaryNode } from "baileys";
import { announceChange, type Connection, type Device, type Outbox, type Outgoing, type World } from "./world.ts";

/** What is put on the way to a device. */
export type Posting = Pick<Outgoing, "key" | "make"> & Partial<Pick<Outgoing, "forgiven" | "confirmed">>;

/** Nothing is on its way. */
export function newOutbox(): Outbox {
  return { waiting: new Map(), next: [], at: 0, busy: false };
}

/** Puts a stanza on the way to a device: at once when it is connected, else when it is again. */
export function post(world: World, device: Device, { key, make, forgiven = 0, confirmed = () => {} }: Posting): void {
  const { outbox } = device;
  // A second attempt takes the place of the first; another message that has the same id does not.
  const place = forgiven > 0 ? key : (placesOf(key).find((free) => !outbox.waiting.has(free)) ?? key);
  const outgoing: Outgoing = { key: place, make, node: undefined, forgiven, confirmed };
  outbox.waiting.delete(place);
  outbox.waiting.set(place, outgoing);
  if (device.connection?.stage !== "open") return;
  outbox.next.push(outgoing);
  void empty(world, device);
}

/** The device has dealt with a stanza; `error` is what it refused it with. */
export function confirm(device: Device, key: string, error?: string): void {
  const { waiting } = device.outbox;
  const place = placesOf(key).find((taken) => waiting.has(taken)) ?? key;
  const outgoing = waiting.get(place);
  if (!outgoing) return;
  if (error !== undefined && outgoing.forgiven > 0) {
    outgoing.forgiven--;
    return;
  }
  waiting.delete(place);
  outgoing.confirmed(error);
}

function placesOf(key: string): string[] {
  return [key, `${key} again`, `${key} once more`];
}

/** Says how much has waited for the device. It is sent when the device asks for it. */
export function announceBacklog(world: World, connection: Connection): void {
  const { device } = connection;
  if (!device) return;
  const total = device.outbox.waiting.size;
  connection.backlog = { left: total, total };
  const attrs = { count: String(total), message: String(total), receipt: "0", notification: "0", appdata: "0" };
  if (total === 0) sendBacklog(world, connection);
  else connection.send({ tag: "ib", attrs: {}, content: [{ tag: "offline_preview", attrs }] });
}

/** Sends what waited, oldest first, then says that this was all. */
export function sendBacklog(world: World, connection: Connection): void {
  const { device, backlog } = connection;
  if (!device || !backlog || connection.stage !== "login") return;
  connection.stage = "open";
  announceChange(world, { kind: "connections" });
  device.outbox.next = [...device.outbox.waiting.values()];
  device.outbox.at = 0;
  if (backlog.total === 0) sayEnd(connection, 0);
  void empty(world, device);
}

/** One stanza after the other, so that sessions advance in the order in which messages are sent. */
async function empty(world: World, device: Device): Promise<void> {
  const { outbox } = device;
  if (outbox.busy) return;
  outbox.busy = true;
  for (;;) {
    const { connection } = device;
    const outgoing = outbox.next[outbox.at];
    if (!outgoing || connection?.stage !== "open") break;
    advance(outbox);
    outgoing.node ??= await outgoing.make(device);
    // Cut off meanwhile: it is on the list of the next connection.
    if (device.connection !== connection) continue;
    if (outbox.waiting.get(outgoing.key) === outgoing) await sendOne(world, device, outgoing, outgoing.node);
    countBacklog(connection);
    await connection.drained();
  }
  outbox.busy = false;
}

function advance(outbox: Outbox): void {
  outbox.at++;
  if (outbox.at < 1000) return;
  outbox.next.splice(0, outbox.at);
  outbox.at = 0;
}

async function sendOne(world: World, device: Device, outgoing: Outgoing, node: BinaryNode): Promise<void> {
  const { connection } = device;
  if (!connection) return;
  const left = connection.backlog?.left ?? 0;
  const queued = left > 0 ? { offline: String((connection.backlog?.total ?? left) - left) } : {};
  const sendIt = ({ attrs, ...rest }: BinaryNode) => connection.send({ ...rest, attrs: { ...attrs, ...queued } });
  sendIt(node);
  if (node.tag !== "message" || node.attrs.category === "peer") return;
  const { number } = device.phone;
  const again = world.faults.strike("duplicate", { number });
  // In its place of the queue, as a client takes what is not of the queue out of turn.
  if (again) sendIt(again.how === "same bytes" ? node : await outgoing.make(device));
  connection.messagesSent++;
  if (world.faults.strike("cut while sending", { number, sent: connection.messagesSent })) connection.drop();
}

function countBacklog(connection: Connection): void {
  const { backlog } = connection;
  if (!backlog || backlog.left === 0) return;
  backlog.left--;
  if (backlog.left === 0) sayEnd(connection, backlog.total);
}

function sayEnd(connection: Connection, count: number): void {
  connection.send({ tag: "ib", attrs: {}, content: [{ tag: "offline", attrs: { count: String(count) } }] });
}
