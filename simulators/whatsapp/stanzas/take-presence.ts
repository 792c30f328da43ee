import type { BinaryNode } from "baileys";
import { deviceJid, phoneOf } from "../state/phones.ts";
import { announceChange, type Connection, type Device, type World } from "../state/world.ts";
import { childrenOf } from "./nodes.ts";

/** A client is there, is away, or wants to know of somebody whether they are there and what they type. */
export function takePresence(world: World, connection: Connection, { attrs }: BinaryNode): void {
  const { type, to } = attrs;
  if (type === "available" || type === "unavailable") connection.available = type === "available";
  if (type !== "subscribe" || to === undefined) return;
  connection.subscriptions.add(to);
  const online = phoneOf(world, to)?.online === true;
  connection.send({ tag: "presence", attrs: { from: to, ...(online ? {} : { type: "unavailable", last: "deny" }) } });
}

/** What a client types is seen on the other's phone, and by the devices there that asked for it. */
export function passChatState(world: World, device: Device, node: BinaryNode): void {
  const { to = "" } = node.attrs;
  const phone = phoneOf(world, to);
  const [state] = childrenOf(node);
  if (!phone || !state) return;
  const { tag } = state;
  const shown = tag === "composing" && state.attrs.media === "audio" ? "recording" : tag;
  if (shown !== "composing" && shown !== "recording" && shown !== "paused") return;
  phone.typing.set(device.phone.jid, shown);
  announceChange(world, { kind: "thread", number: phone.number, other: device.phone.jid });
  const from = deviceJid(device.phone, 0, to.endsWith("@lid") ? "lid" : "pn");
  for (const { connection } of phone.devices.values())
    if (connection?.subscriptions.has(from)) connection.send({ tag: "chatstate", attrs: { from }, content: [state] });
}
