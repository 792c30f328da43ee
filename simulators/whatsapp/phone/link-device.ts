import { createHmac } from "node:crypto";
import { type BinaryNode, proto } from "baileys";
import { lastStanza } from "../stanzas/close-codes.ts";
import { child, SERVER } from "../stanzas/nodes.ts";
import { newOutbox } from "../state/outbox.ts";
import { deviceJid } from "../state/phones.ts";
import { announceChange, type Connection, type Device, type Phone, stanzaTime, type World } from "../state/world.ts";
import { isSignedBy, sign, typed } from "../transport/curve.ts";
import { tellOfDevices } from "./tell-neighbours.ts";

/** What a client shows: where it waits, its keys, and the secret that only somebody who saw the code knows. */
export type Invitation = { connection: Connection; identityKey: Buffer; secret: Buffer };

/** Signatures of a device by an account, and of an account by a device. */
const ACCOUNT_PREFIX = Buffer.from([6, 0]);
const DEVICE_PREFIX = Buffer.from([6, 1]);
const PATIENCE = 20_000;

/**
 * Links the client to the phone: the phone vouches for it, the client signs back, and is told to connect again as a device.
 * Rejects when the client closes the connection first, or signs wrongly.
 */
export async function linkDevice(world: World, phone: Phone, invitation: Invitation): Promise<Device> {
  const { connection, identityKey } = invitation;
  if (phone.banned) throw new Error(`${phone.number} is banned from WhatsApp.`);
  const signedPreKey = registeredKey(invitation);
  const number = phone.nextDevice++;
  const details = proto.ADVDeviceIdentity.encode({
    rawId: phone.signal.registrationId,
    timestamp: Number(stanzaTime(world)),
    keyIndex: number,
    accountType: proto.ADVEncryptionType.E2EE,
    deviceType: proto.ADVEncryptionType.E2EE,
  }).finish();
  const answer = answerOf(connection);
  connection.send(pairSuccess(world, phone, number, vouch(phone, details, invitation)));
  const identity = child(child(await answer, "pair-device-sign"), "device-identity");
  const { deviceSignature } = proto.ADVSignedDeviceIdentity.decode(contentOf(identity));
  const signed = Buffer.concat([DEVICE_PREFIX, details, identityKey, phone.signal.identity.publicKey]);
  if (!deviceSignature || !isSignedBy(identityKey, signed, deviceSignature)) {
    connection.drop();
    throw new Error("The client answered with a signature that is not its own.");
  }
  const device = enrol(world, phone, number, invitation, signedPreKey);
  connection.end(lastStanza(515));
  tellOfDevices(world, phone, "add", number);
  return device;
}

/** The phone's signature of the device, under a seal that only who saw the code can make. */
function vouch(phone: Phone, details: Uint8Array, { identityKey, secret }: Invitation): Uint8Array {
  const { identity } = phone.signal;
  const account = proto.ADVSignedDeviceIdentity.encode({
    details,
    accountSignatureKey: identity.publicKey,
    accountSignature: sign(identity, Buffer.concat([ACCOUNT_PREFIX, details, identityKey])),
  }).finish();
  return proto.ADVSignedDeviceIdentityHMAC.encode({
    details: account,
    hmac: createHmac("sha256", secret).update(account).digest(),
    accountType: proto.ADVEncryptionType.E2EE,
  }).finish();
}

function pairSuccess(world: World, phone: Phone, number: number, identity: Uint8Array): BinaryNode {
  const content: BinaryNode[] = [
    { tag: "device-identity", attrs: {}, content: identity },
    { tag: "device", attrs: { jid: deviceJid(phone, number, "pn"), lid: deviceJid(phone, number, "lid") } },
    { tag: "platform", attrs: { name: "android" } },
  ];
  return {
    tag: "iq",
    attrs: { id: `pair-${phone.number}-${number}`, from: SERVER, type: "set", xmlns: "md", t: stanzaTime(world) },
    content: [{ tag: "pair-success", attrs: {}, content }],
  };
}

function answerOf(connection: Connection): Promise<BinaryNode> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("The client did not answer in time.")), PATIENCE);
    connection.paired = (answer) => {
      clearTimeout(timer);
      resolve(answer);
    };
    connection.onClose(() => {
      clearTimeout(timer);
      reject(new Error("The client closed the connection before it was linked."));
    });
  });
}

/** The key for first messages that the client gave when it came. Throws when its own identity has not signed it. */
function registeredKey({ connection: { registration }, identityKey }: Invitation): Device["signedPreKey"] {
  const id = Buffer.from(registration?.eSkeyId ?? [0, 0, 1]).readUIntBE(0, 3);
  const key = Buffer.from(registration?.eSkeyVal ?? []);
  const signature = Buffer.from(registration?.eSkeySig ?? []);
  if (!isSignedBy(identityKey, typed(key), signature)) throw new Error("The client has not signed its own keys.");
  return { id, key, signature };
}

function enrol(
  world: World,
  phone: Phone,
  number: number,
  { connection, identityKey }: Invitation,
  signedPreKey: Device["signedPreKey"],
): Device {
  const said = connection.registration;
  const device: Device = {
    phone,
    number,
    noiseKey: connection.noiseKey,
    identityKey,
    registrationId: Buffer.from(said?.eRegid ?? [0, 0, 0, 1]).readUIntBE(0, 4),
    signedPreKey,
    preKeys: new Map(),
    linkedAt: world.clock(),
    connection: undefined,
    outbox: newOutbox(),
    synced: false,
    client: clientName(connection),
  };
  phone.devices.set(number, device);
  announceChange(world, { kind: "phones" });
  return device;
}

/** What a client calls itself, e.g. "Chrome (Mac OS)". */
export function clientName({ registration }: Connection): string {
  const bytes = registration?.deviceProps;
  return bytes ? (proto.DeviceProps.decode(bytes).os ?? "Unknown") : "Unknown";
}

function contentOf(node: BinaryNode | undefined): Uint8Array {
  if (!(node?.content instanceof Uint8Array)) throw new Error("The client answered without its signature.");
  return node.content;
}
