import { createCipheriv, createDecipheriv, hkdfSync, pbkdf2, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import type { BinaryNode } from "baileys";
import { bytesOf, SERVER } from "../stanzas/nodes.ts";
import { type Device, type PairingByCode, type Phone, stanzaTime, type World } from "../state/world.ts";
import { agree, type KeyPair, newKeyPair } from "../transport/curve.ts";
import { linkDevice } from "./link-device.ts";

const ITERATIONS = 2 << 16;
const PATIENCE = 20_000;
const derive = promisify(pbkdf2);

/** Links the client that asked for it, when the code is the one it shows. Rejects with a sentence otherwise. */
export async function enterPairingCode(world: World, phone: Phone, typed: string): Promise<Device> {
  const { pairing } = phone;
  if (!pairing) throw new Error(`Nobody has asked to be linked to ${phone.number}.`);
  const code = typed.replace(/[^0-9a-z]/gi, "").toUpperCase();
  const ephemeral = newKeyPair();
  const theirs = await unwrap(pairing.wrappedEphemeral, code);
  const answer = answerOf(pairing);
  pairing.connection.send(primaryHello(world, phone, pairing, await wrap(ephemeral.publicKey, code)));
  const finished = await answer;
  const shared = agree(ephemeral, theirs);
  const { identityKey, random } = openBundle(bytesOf(finished, "link_code_pairing_wrapped_key_bundle"), shared);
  const secret = adoptedSecret(phone.signal.identity, identityKey, shared, random);
  phone.pairing = undefined;
  return linkDevice(world, phone, { connection: pairing.connection, identityKey, secret });
}

function primaryHello(world: World, phone: Phone, { ref }: PairingByCode, wrapped: Buffer): BinaryNode {
  const content = [
    { tag: "link_code_pairing_wrapped_primary_ephemeral_pub", attrs: {}, content: wrapped },
    { tag: "primary_identity_pub", attrs: {}, content: phone.signal.identity.publicKey },
    { tag: "link_code_pairing_ref", attrs: {}, content: Buffer.from(ref) },
  ];
  return {
    tag: "notification",
    attrs: { id: ref, from: SERVER, type: "link_code_companion_reg", t: stanzaTime(world) },
    content: [{ tag: "link_code_companion_reg", attrs: { stage: "primary_hello" }, content }],
  };
}

function answerOf(pairing: PairingByCode): Promise<BinaryNode> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("The client did not answer in time.")), PATIENCE);
    pairing.finish = (answer) => {
      clearTimeout(timer);
      resolve(answer);
    };
    pairing.connection.onClose(() => {
      clearTimeout(timer);
      reject(new Error("The client closed the connection before it was linked."));
    });
  });
}

/** Salt, IV and the key under a key of the code. */
async function wrap(key: Buffer, code: string): Promise<Buffer> {
  const salt = randomBytes(32);
  const iv = randomBytes(16);
  const cipher = createCipheriv("aes-256-ctr", await derive(code, salt, ITERATIONS, 32, "sha256"), iv);
  return Buffer.concat([salt, iv, cipher.update(key), cipher.final()]);
}

async function unwrap(wrapped: Buffer, code: string): Promise<Buffer> {
  const key = await derive(code, wrapped.subarray(0, 32), ITERATIONS, 32, "sha256");
  const decipher = createDecipheriv("aes-256-ctr", key, wrapped.subarray(32, 48));
  return Buffer.concat([decipher.update(wrapped.subarray(48, 80)), decipher.final()]);
}

/** The identities of both and a random part. With another code, both have computed another key, and it does not open. */
function openBundle(bundle: Buffer, shared: Buffer): { identityKey: Buffer; random: Buffer } {
  const info = "link_code_pairing_key_bundle_encryption_key";
  const key = Buffer.from(hkdfSync("sha256", shared, bundle.subarray(0, 32), info, 32));
  const decipher = createDecipheriv("aes-256-gcm", key, bundle.subarray(32, 44));
  decipher.setAuthTag(bundle.subarray(-16));
  try {
    const plain = Buffer.concat([decipher.update(bundle.subarray(44, -16)), decipher.final()]);
    return { identityKey: plain.subarray(0, 32), random: plain.subarray(64, 96) };
  } catch {
    throw new Error("This is not the code that the client shows. Type it again.");
  }
}

function adoptedSecret(own: KeyPair, identityKey: Buffer, shared: Buffer, random: Buffer): Buffer {
  const words = Buffer.concat([shared, agree(own, identityKey), random]);
  return Buffer.from(hkdfSync("sha256", words, "", "adv_secret", 32));
}
