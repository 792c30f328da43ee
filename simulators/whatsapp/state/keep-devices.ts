import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { newOutbox } from "./outbox.ts";
import type { Device, World } from "./world.ts";

const bytes = z.base64().transform((text) => Buffer.from(text, "base64"));
const uploadedKey = z.object({ id: z.int(), key: bytes });
const keptDevice = z.object({
  phone: z.string(),
  number: z.int(),
  noiseKey: bytes,
  identityKey: bytes,
  registrationId: z.int(),
  signedPreKey: uploadedKey.extend({ signature: bytes }),
  preKeys: z.array(uploadedKey),
  linkedAt: z.coerce.date(),
  synced: z.boolean(),
  client: z.string(),
});

/** Changes that come together are written together. */
const GATHER_MS = 300;

/**
 * Gives the phones the linked devices that the file remembers, and remembers them there from now on, so that nobody has to scan
 * again after the simulator was stopped. Phones that are not there yet get none. Answers what writes at once, for the end.
 */
export function keepDevices(world: World, file: string): () => void {
  if (existsSync(file)) restore(world, z.array(keptDevice).parse(JSON.parse(readFileSync(file, "utf8"))));
  let timer: NodeJS.Timeout | undefined;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    writeFileSync(file, JSON.stringify(devicesOf(world).map(describe)), { mode: 0o600 });
  };
  world.watchers.add(() => {
    timer ??= setTimeout(write, GATHER_MS).unref();
  });
  return write;
}

function restore(world: World, kept: z.infer<typeof keptDevice>[]): void {
  for (const { phone: owner, preKeys, ...device } of kept) {
    const phone = world.phones.get(owner);
    if (!phone) continue;
    phone.nextDevice = Math.max(phone.nextDevice, device.number + 1);
    phone.devices.set(device.number, {
      ...device,
      phone,
      preKeys: new Map(preKeys.map((key) => [key.id, key])),
      connection: undefined,
      outbox: newOutbox(),
    });
  }
}

function devicesOf(world: World): Device[] {
  return [...world.phones.values()].flatMap(({ devices }) => [...devices.values()]);
}

function describe({
  connection: _,
  outbox: __,
  phone,
  noiseKey,
  identityKey,
  signedPreKey,
  preKeys,
  ...device
}: Device) {
  const { id, key, signature } = signedPreKey;
  return {
    ...device,
    phone: phone.number,
    noiseKey: noiseKey.toString("base64"),
    identityKey: identityKey.toString("base64"),
    signedPreKey: { id, key: key.toString("base64"), signature: signature.toString("base64") },
    preKeys: [...preKeys.values()].map((preKey) => ({ id: preKey.id, key: preKey.key.toString("base64") })),
  };
}
