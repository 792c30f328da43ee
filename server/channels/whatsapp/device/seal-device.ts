import type { AuthenticationCreds, SignalDataTypeMap } from "baileys";
import { z } from "zod";
import type { KeyKind } from "#server/channels/whatsapp/device/changes.ts";
import type { JournalEntry } from "#server/channels/whatsapp/parse/journal-entry.ts";
import type { SecretBox } from "#server/platform/secrets/seal.ts";

/** What is stored of the device cannot be opened or read. Nothing may be sent then, and no other identity taken on. */
export class DamagedDevice extends Error {
  override name = "DamagedDevice";
}

/** Seals what is stored of one device, each thing for its own place, and opens it again. Opening throws `DamagedDevice`. */
export interface DeviceSeal {
  creds(creds: AuthenticationCreds): Buffer;
  openCreds(box: Buffer): AuthenticationCreds;
  key(kind: KeyKind, id: string, value: unknown): Buffer;
  openKey<Kind extends KeyKind>(kind: Kind, id: string, box: Buffer): SignalDataTypeMap[Kind];
  entry(hash: Buffer, entry: JournalEntry): Buffer;
  openEntry(hash: Buffer, box: Buffer): JournalEntry;
}

/** Makes the seal of a channel's device. */
export function sealDevice(secrets: SecretBox, channelId: string): DeviceSeal {
  const seal = (place: string, value: unknown) =>
    secrets.seal(`device:${channelId}:${place}`, JSON.stringify(value, writeBytes));
  // Whatever the seal opens was written by us, in the form that its place has.
  const open = (place: string, box: Buffer) => {
    try {
      return JSON.parse(secrets.open(`device:${channelId}:${place}`, box), readBytes);
    } catch (cause) {
      throw new DamagedDevice(`The stored ${place.split(":")[0]} of a linked device cannot be opened.`, { cause });
    }
  };
  return {
    creds: (creds) => seal("creds", creds),
    openCreds: (box) => checkCreds(open("creds", box)),
    key: (kind, id, value) => seal(`key:${kind}:${id}`, value),
    openKey: (kind, id, box) => open(`key:${kind}:${id}`, box),
    entry: (hash, entry) => seal(`entry:${hash.toString("hex")}`, entry),
    openEntry: (hash, box) => checkEntry(open(`entry:${hash.toString("hex")}`, box)),
  };
}

const byteMark = "base64:";

/** Bytes as text, under a name that nothing else has. */
function writeBytes(this: unknown, name: string, value: unknown): unknown {
  const raw = typeof this === "object" && this !== null ? Reflect.get(this, name) : value;
  return raw instanceof Uint8Array ? { [byteMark]: Buffer.from(raw).toString("base64") } : value;
}

function readBytes(_name: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const text: unknown = Reflect.get(value, byteMark);
  return typeof text === "string" ? Buffer.from(text, "base64") : value;
}

const bytes = z.instanceof(Uint8Array);
const keyPair = z.object({ public: bytes, private: bytes });
const credsForm = z.custom<AuthenticationCreds>(
  (value) =>
    z
      .object({
        noiseKey: keyPair,
        signedIdentityKey: keyPair,
        signedPreKey: z.object({ keyPair, signature: bytes, keyId: z.number() }),
        registrationId: z.number(),
        me: z.object({ id: z.string() }),
      })
      .safeParse(value).success,
);

function checkCreds(value: unknown): AuthenticationCreds {
  const { success, data } = credsForm.safeParse(value);
  if (!success) throw new DamagedDevice("The stored identity of a linked device is not whole.");
  return data;
}

const attributes = z.record(z.string(), z.string());
const receivedAt = z.coerce.date();
const entryForm = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("message"), attributes, plaintext: bytes, receivedAt }),
  z.object({ kind: z.literal("undecryptable"), attributes, reason: z.string(), receivedAt }),
  z.object({ kind: z.literal("receipt"), attributes, ids: z.array(z.string()), receivedAt }),
]);

function checkEntry(value: unknown): JournalEntry {
  const { success, data } = entryForm.safeParse(value);
  if (!success) throw new DamagedDevice("An entry in the journal of a linked device is not whole.");
  return data;
}
