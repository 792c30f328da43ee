import type { Device, Phone, World } from "../state/world.ts";
import { linkDevice } from "./link-device.ts";

const LINK = "https://wa.me/settings/linked_devices#";

/** Links the client that shows this code. Rejects with a sentence when the code is no code, or is stale. */
export async function scan(world: World, phone: Phone, qr: string): Promise<Device> {
  const [ref, noiseKey, identityKey, secret] = qr.replace(LINK, "").split(",");
  if (!ref || !noiseKey || !identityKey || !secret) throw new Error("This is not a code of WhatsApp Web.");
  const code = world.openCodes.get(ref);
  if (!code || code.until < performance.now())
    throw new Error("This code is stale. Scan the one that is on the screen now.");
  const { connection } = code;
  if (!connection.noiseKey.equals(Buffer.from(noiseKey, "base64")))
    throw new Error("The code belongs to another client than the one that waits for it.");
  // A code is good for one phone.
  for (const [open, { connection: other }] of world.openCodes) if (other === connection) world.openCodes.delete(open);
  return linkDevice(world, phone, {
    connection,
    identityKey: Buffer.from(identityKey, "base64"),
    secret: Buffer.from(secret, "base64"),
  });
}
