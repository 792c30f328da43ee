import type { BinaryNode } from "baileys";
import { addressFor } from "../phone/address-message.ts";
import { whenOn } from "../phone/power.ts";
import { receiveAtPhone } from "../phone/receive-at-phone.ts";
import { post } from "../state/outbox.ts";
import { deviceNumberOf, phoneOf } from "../state/phones.ts";
import { type Addressing, type Device, stanzaTime, type World } from "../state/world.ts";
import { child, childrenOf } from "./nodes.ts";

/** A message of a client: acknowledged, then given to each phone and device it was encrypted for. */
export async function takeMessage(world: World, device: Device, node: BinaryNode): Promise<void> {
  const { number } = device.phone;
  if (world.faults.strike("swallow message", { number })) return;
  const refused = world.faults.strike("refuse message", { number });
  if (refused) return acknowledge(world, device, node, String(refused.code));
  // What clients write to groups and to the status list is taken, and shown to nobody.
  const copies = phoneOf(world, node.attrs.to ?? "") ? copiesOf(node) : [];
  if (!world.faults.strike("swallow ack", { number })) acknowledge(world, device, node);
  for (const { to, enc } of copies) await passOn(world, device, node, to, enc);
}

function acknowledge(world: World, device: Device, { attrs }: BinaryNode, error?: string): void {
  const ack = {
    tag: "ack",
    attrs: {
      class: "message",
      id: attrs.id ?? "",
      from: attrs.to ?? "",
      t: stanzaTime(world),
      ...(error === undefined ? {} : { error }),
    },
  };
  const slow = world.faults.strike("slow", { number: device.phone.number });
  const { connection } = device;
  if (slow) setTimeout(() => connection?.send(ack), slow.ms);
  else connection?.send(ack);
}

/** One for each device; a message to one device only carries its own. */
function copiesOf(node: BinaryNode): { to: string; enc: BinaryNode }[] {
  const copies = childrenOf(child(node, "participants")).flatMap((to) => {
    const enc = child(to, "enc");
    return enc ? [{ to: to.attrs.jid ?? "", enc }] : [];
  });
  const enc = child(node, "enc");
  return enc && enc.attrs.type !== "skmsg" ? [...copies, { to: node.attrs.to ?? "", enc }] : copies;
}

async function passOn(world: World, sender: Device, node: BinaryNode, to: string, enc: BinaryNode): Promise<void> {
  const phone = phoneOf(world, to);
  if (!phone) return;
  const number = deviceNumberOf(to);
  const as: Addressing = to.endsWith("@lid") ? "lid" : "pn";
  const t = world.clock();
  if (number === 0) await whenOn(phone, () => receiveAtPhone(world, phone, { sender, node, enc, as, at: t }));
  const device = phone.devices.get(number);
  if (device && device !== sender) forward(world, sender, device, { node, enc, as });
}

/** From one linked device to another, as it is encrypted. */
function forward(
  world: World,
  sender: Device,
  device: Device,
  { node, enc, as }: { node: BinaryNode; enc: BinaryNode; as: Addressing },
): void {
  const { id = "", type = "text", to = "" } = node.attrs;
  const chat = phoneOf(world, to)?.jid ?? to;
  const address = addressFor(world, device, { author: sender.phone, authorDevice: sender.number, chat, as });
  const identity = child(node, "device-identity");
  const attrs = { ...address, id, type, t: stanzaTime(world), notify: sender.phone.name };
  const content = identity ? [enc, identity] : [enc];
  post(world, device, { key: `message:${id}`, make: () => ({ tag: "message", attrs, content }) });
}
