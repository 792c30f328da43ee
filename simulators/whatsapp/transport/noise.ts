import { createCipheriv, createDecipheriv, createHash, createSecretKey, hkdfSync, type KeyObject } from "node:crypto";
import { proto } from "baileys";
import { agree, type KeyPair, newKeyPair } from "./curve.ts";

/** Exactly 32 bytes, so it is the first hash, salt and key as it stands. */
const PROTOCOL = Buffer.from("Noise_XX_25519_AESGCM_SHA256\0\0\0\0");
const TAG_LENGTH = 16;
const NOTHING = Buffer.alloc(0);

/** The two directions of a connection after the handshake. */
export type Transport = { encrypt: (plain: Uint8Array) => Buffer; decrypt: (sealed: Uint8Array) => Buffer };

/** What a handshake that has ended well comes to. */
export type Finished = { noiseKey: Buffer; payload: proto.ClientPayload; transport: Transport };

/** The server's side of a handshake, message by message. */
export type Handshake = {
  /** The server's answer to the first message of a client. */
  answerHello: (message: Uint8Array) => Uint8Array;
  /** Who the client is, from its second message. Throws when it was not encrypted for us. */
  finish: (message: Uint8Array) => Finished;
};

/** The server's side of the Noise XX handshake; `chain` proves `serverKey`. Spec: noiseprotocol.org, section 7.5. */
export function startHandshake(prologue: Uint8Array, serverKey: KeyPair, chain: Uint8Array): Handshake {
  const noise = newSymmetricState(prologue);
  const ephemeral = newKeyPair();
  return {
    answerHello(message) {
      const client = proto.HandshakeMessage.decode(message).clientHello?.ephemeral;
      if (!client) throw new Error("The client began without an ephemeral key.");
      noise.mixHash(client);
      noise.mixHash(ephemeral.publicKey);
      noise.mixKey(agree(ephemeral, client));
      const statik = noise.encrypt(serverKey.publicKey);
      noise.mixKey(agree(serverKey, client));
      const payload = noise.encrypt(chain);
      const serverHello = { ephemeral: ephemeral.publicKey, static: statik, payload };
      return proto.HandshakeMessage.encode({ serverHello }).finish();
    },
    finish(message) {
      const { clientFinish } = proto.HandshakeMessage.decode(message);
      if (!clientFinish?.static || !clientFinish.payload) throw new Error("The client did not say who it is.");
      const noiseKey = noise.decrypt(clientFinish.static);
      noise.mixKey(agree(ephemeral, noiseKey));
      const payload = proto.ClientPayload.decode(noise.decrypt(clientFinish.payload));
      return { noiseKey, payload, transport: newTransport(noise.split()) };
    },
  };
}

function newSymmetricState(prologue: Uint8Array) {
  let hash: Buffer = PROTOCOL;
  let salt: Buffer = PROTOCOL;
  let key: Buffer = PROTOCOL;
  let counter = 0;
  const mixHash = (data: Uint8Array) => {
    hash = createHash("sha256").update(hash).update(data).digest();
  };
  mixHash(prologue);
  return {
    mixHash,
    mixKey(secret: Uint8Array) {
      [salt, key] = expand(secret, salt);
      counter = 0;
    },
    encrypt(plain: Uint8Array): Buffer {
      const sealed = seal(key, counter++, plain, hash);
      mixHash(sealed);
      return sealed;
    },
    decrypt(sealed: Uint8Array): Buffer {
      const plain = open(key, counter++, sealed, hash);
      mixHash(sealed);
      return plain;
    },
    split: () => expand(NOTHING, salt),
  };
}

function newTransport([fromClient, toClient]: [Buffer, Buffer]): Transport {
  let sent = 0;
  let received = 0;
  // Node takes four times as long for a key that is only bytes.
  const sending = createSecretKey(toClient);
  const receiving = createSecretKey(fromClient);
  return {
    encrypt: (plain) => seal(sending, sent++, plain, NOTHING),
    decrypt: (sealed) => open(receiving, received++, sealed, NOTHING),
  };
}

function expand(secret: Uint8Array, salt: Buffer): [Buffer, Buffer] {
  const both = Buffer.from(hkdfSync("sha256", secret, salt, "", 64));
  return [both.subarray(0, 32), both.subarray(32)];
}

function seal(key: Buffer | KeyObject, counter: number, plain: Uint8Array, additional: Buffer): Buffer {
  const cipher = createCipheriv("aes-256-gcm", key, nonce(counter));
  if (additional.length > 0) cipher.setAAD(additional);
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function open(key: Buffer | KeyObject, counter: number, sealed: Uint8Array, additional: Buffer): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, nonce(counter));
  if (additional.length > 0) decipher.setAAD(additional);
  decipher.setAuthTag(sealed.subarray(-TAG_LENGTH));
  return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_LENGTH)), decipher.final()]);
}

function nonce(counter: number): Buffer {
  const iv = Buffer.alloc(12);
  iv.writeUInt32BE(counter, 8);
  return iv;
}
