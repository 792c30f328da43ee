import crypto, { type BinaryLike, createSecretKey, type KeyObject } from "node:crypto";
import { syncBuiltinESMExports } from "node:module";

type Key = BinaryLike | KeyObject;

let isReady = false;

/**
 * Lets ciphers and HMACs begin with a key object where their caller has bare bytes. Baileys and libsignal begin some twenty of them for
 * each message, and since Node 24 looks for the hidden parts of a key in what is none (nodejs/node#63111), bytes take 13 µs there and a
 * key object, its making included, 4 µs: a fifth of what a server needs for a message. What comes out is the same.
 */
export function readyKeys(): void {
  if (isReady) return;
  isReady = true;
  const { createHmac, createCipheriv, createDecipheriv } = crypto;
  Object.assign(crypto, {
    createHmac: beginWithKey(createHmac),
    createCipheriv: beginWithKey(createCipheriv),
    createDecipheriv: beginWithKey(createDecipheriv),
  });
  syncBuiltinESMExports();
}

function beginWithKey<Rest extends unknown[], Begun>(
  begin: (algorithm: string, key: Key, ...rest: Rest) => Begun,
): typeof begin {
  return (algorithm, key, ...rest) => begin(algorithm, readied(key), ...rest);
}

function readied(key: Key): Key {
  return ArrayBuffer.isView(key) ? createSecretKey(key) : key;
}
