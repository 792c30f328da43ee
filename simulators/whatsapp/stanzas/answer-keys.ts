import type { BinaryNode } from "baileys";
import { bundleOf, type KeyBundle } from "../signal/party.ts";
import { post } from "../state/outbox.ts";
import { deviceNumberOf, phoneOf } from "../state/phones.ts";
import { type Device, stanzaTime, type World } from "../state/world.ts";
import { isSignedBy, typed } from "../transport/curve.ts";
import type { Answer } from "./answer-query.ts";
import { bigEndian, bytesOf, child, childrenOf, numberOf, SERVER } from "./nodes.ts";

/** Below so many one-time keys a device is asked for more. */
const FEW_KEYS = 5;

/** Queries about Signal keys: how many are left, new ones, what the server has, and those of others. */
export function answerKeys(world: World, device: Device, node: BinaryNode): Answer {
  if (node.attrs.type === "set") return takeKeys(device, node);
  if (child(node, "count")) return one({ tag: "count", attrs: { value: String(device.preKeys.size) } });
  if (child(node, "digest")) return one({ tag: "digest", attrs: {}, content: digest(device) });
  const users = childrenOf(child(node, "key")).flatMap(({ attrs }) => userKeys(world, attrs.jid ?? "") ?? []);
  return one({ tag: "list", attrs: {}, content: users });
}

/** One of the keys a device has uploaded, for somebody who writes to it for the first time. */
export function takeBundle(world: World, device: Device): KeyBundle {
  const [first] = device.preKeys.values();
  if (first) device.preKeys.delete(first.id);
  if (device.preKeys.size === FEW_KEYS - 1) askForKeys(world, device);
  const { registrationId, identityKey, signedPreKey } = device;
  return { registrationId, identityKey, signedPreKey, preKey: first };
}

/** Tells one installation of WhatsApp from the next on the same phone. */
export function registrationNode({ registrationId }: Pick<KeyBundle, "registrationId">): BinaryNode {
  return { tag: "registration", attrs: {}, content: bigEndian(registrationId, 4) };
}

/** Keys as they stand in stanzas. */
export function keyNodes({ identityKey, signedPreKey, preKey }: Omit<KeyBundle, "registrationId">): BinaryNode[] {
  const signature = { tag: "signature", attrs: {}, content: signedPreKey.signature };
  return [
    { tag: "type", attrs: {}, content: Buffer.from([5]) },
    { tag: "identity", attrs: {}, content: identityKey },
    { tag: "skey", attrs: {}, content: [...keyParts(signedPreKey), signature] },
    ...(preKey ? [{ tag: "key", attrs: {}, content: keyParts(preKey) }] : []),
  ];
}

/** The signed key in a stanza. Throws when it is not signed with the identity. */
export function signedKeyOf(node: BinaryNode | undefined, identityKey: Buffer): Device["signedPreKey"] {
  const key = bytesOf(node, "value");
  const signature = bytesOf(node, "signature");
  if (!isSignedBy(identityKey, typed(key), signature)) throw new Error("The key is not signed by its device.");
  return { id: numberOf(node, "id"), key, signature };
}

/** An upload of one-time keys, or a new signed one. */
function takeKeys(device: Device, node: BinaryNode): Answer {
  const skey = child(node, "skey") ?? child(child(node, "rotate"), "skey");
  if (skey) device.signedPreKey = signedKeyOf(skey, device.identityKey);
  if (child(node, "registration")) device.registrationId = numberOf(node, "registration");
  for (const key of childrenOf(child(node, "list"))) {
    const id = numberOf(key, "id");
    device.preKeys.set(id, { id, key: bytesOf(key, "value") });
  }
  return {};
}

function digest(device: Device): BinaryNode[] {
  const { identityKey, signedPreKey } = device;
  const list = [...device.preKeys.keys()].map((id) => ({ tag: "id", attrs: {}, content: bigEndian(id, 3) }));
  const keys = keyNodes({ identityKey, signedPreKey, preKey: undefined });
  return [registrationNode(device), ...keys, { tag: "list", attrs: {}, content: list }];
}

function userKeys(world: World, jid: string): BinaryNode | undefined {
  const phone = phoneOf(world, jid);
  const number = deviceNumberOf(jid);
  const device = phone?.devices.get(number);
  const keys = number === 0 ? phone && bundleOf(phone.signal) : device && takeBundle(world, device);
  return keys && { tag: "user", attrs: { jid }, content: [registrationNode(keys), ...keyNodes(keys)] };
}

function askForKeys(world: World, device: Device): void {
  const id = `${device.phone.number}-${device.number}-${performance.now()}`;
  const count = { tag: "count", attrs: { value: String(device.preKeys.size) } };
  const attrs = { id, from: SERVER, type: "encrypt", t: stanzaTime(world) };
  post(world, device, { key: `notification:${id}`, make: () => ({ tag: "notification", attrs, content: [count] }) });
}

function keyParts({ id, key }: { id: number; key: Buffer }): BinaryNode[] {
  return [
    { tag: "id", attrs: {}, content: bigEndian(id, 3) },
    { tag: "value", attrs: {}, content: key },
  ];
}

function one(node: BinaryNode): Answer {
  return { content: [node] };
}
