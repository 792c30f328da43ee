import type { BinaryNode } from "baileys";
import { bundleOf } from "../signal/party.ts";
import { keyNodes, registrationNode } from "../stanzas/answer-keys.ts";
import { raiseTicks } from "../state/letters.ts";
import { post } from "../state/outbox.ts";
import { deviceJid, knownPhone } from "../state/phones.ts";
import { type Addressing, type Device, type Phone, stanzaTime, type World } from "../state/world.ts";

/** A phone asks so often for a message it cannot read. */
const RETRIES = 5;

/** Tells who wrote these messages that they have come, or that they were read: their phone, and all its devices. */
export function confirmToAuthor(
  world: World,
  reader: Phone,
  author: Phone,
  ids: string[],
  as: Addressing,
  what: "delivered" | "read",
): void {
  for (const id of ids) raiseTicks(world, author, id, what);
  const from = deviceJid(reader, 0, as);
  for (const device of author.devices.values())
    postReceipt(world, device, ids, { from, ...(what === "read" ? { type: "read" } : {}) });
}

/** Tells the other devices of a phone that its owner has read these messages of somebody. */
export function tellOwnDevices(world: World, reader: Phone, author: Phone, ids: string[], as: Addressing): void {
  const own = { from: deviceJid(reader, 0, as), recipient: deviceJid(author, 0, as), type: "read-self" };
  for (const device of reader.devices.values()) postReceipt(world, device, ids, own);
}

/** The phone asks every device of the author for a message once more, whether or not it could read it. */
export function askForLetter(world: World, phone: Phone, chat: string, id: string): void {
  const author = knownPhone(world, chat);
  for (const device of author.devices.values())
    askAgain(world, phone, device, id, phone.threads.get(chat)?.as ?? "lid");
}

/** The phone could not read a message: it asks the device that sent it, and adds fresh keys of its own. */
export function askAgain(world: World, phone: Phone, sender: Device, id: string, as: Addressing): void {
  const count = (phone.retries.get(id) ?? 0) + 1;
  if (count > RETRIES) return;
  phone.retries.set(id, count);
  const t = stanzaTime(world);
  const keys = bundleOf(phone.signal);
  const retry = { tag: "retry", attrs: { count: String(count), id, t, v: "1" } };
  const content: BinaryNode[] = [retry, registrationNode(keys), { tag: "keys", attrs: {}, content: keyNodes(keys) }];
  const own = phone === sender.phone;
  const attrs: Record<string, string> = { id, type: "retry", from: deviceJid(phone, 0, as), t };
  if (own) attrs.recipient = phone.sent.get(id)?.chat ?? phone.jid;
  post(world, sender, {
    key: `receipt:${id}:retry`,
    make: () => ({ tag: "receipt", attrs, content }),
  });
}

function postReceipt(world: World, device: Device, ids: string[], attrs: Record<string, string>): void {
  const [id = "", ...others] = ids;
  const items = others.map((other) => ({ tag: "item", attrs: { id: other } }));
  const node: BinaryNode = { tag: "receipt", attrs: { id, t: stanzaTime(world), ...attrs } };
  if (items.length > 0) node.content = [{ tag: "list", attrs: {}, content: items }];
  post(world, device, { key: `receipt:${id}:${attrs.type ?? ""}`, make: () => node });
}
