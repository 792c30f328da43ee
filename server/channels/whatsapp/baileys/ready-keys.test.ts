import crypto, { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { loadBaileys } from "#server/channels/whatsapp/baileys/load-baileys.ts";

const before = { ...crypto };
await loadBaileys(undefined);

const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
const words = fc.uint8Array({ maxLength: 200 });

test("an HMAC comes out the same from every form of its key", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), words, (bytes, said) => {
      const expected = before.createHmac("sha256", bytes).update(said).digest();
      const text = Buffer.from(bytes).toString("latin1");
      for (const form of [bytes, Buffer.from(bytes), crypto.createSecretKey(bytes)]) {
        expect(crypto.createHmac("sha256", form).update(said).digest()).toEqual(expected);
      }
      expect(createHmac("sha256", text).update(said).digest()).toEqual(
        before.createHmac("sha256", text).update(said).digest(),
      );
    }),
  );
});

test("what is enciphered comes out the same, and back", () => {
  fc.assert(
    fc.property(key, fc.uint8Array({ minLength: 16, maxLength: 16 }), words, (bytes, iv, said) => {
      const cipher = crypto.createCipheriv("aes-256-cbc", bytes, iv);
      const sealed = Buffer.concat([cipher.update(said), cipher.final()]);
      const expected = before.createCipheriv("aes-256-cbc", bytes, iv);
      expect(sealed).toEqual(Buffer.concat([expected.update(said), expected.final()]));
      const decipher = crypto.createDecipheriv("aes-256-cbc", bytes, iv);
      expect(Buffer.concat([decipher.update(sealed), decipher.final()])).toEqual(Buffer.from(said));
    }),
  );
});

test("a key of the wrong length is refused in the same words", () => {
  const begin = (of: typeof crypto) => () => of.createCipheriv("aes-256-cbc", Buffer.alloc(5), Buffer.alloc(16));
  expect(begin(crypto)).toThrow("Invalid key length");
  expect(begin(before)).toThrow("Invalid key length");
});

test("modules that import a function by its name begin with key objects, too", () => {
  expect(createHmac).not.toBe(before.createHmac);
  expect(createHmac).toBe(crypto.createHmac);
});
