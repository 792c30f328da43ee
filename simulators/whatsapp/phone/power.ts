import { newParty } from "../signal/party.ts";
import { lastStanza } from "../stanzas/close-codes.ts";
import { announceChange, type Phone, type World } from "../state/world.ts";
import { shareWithDevices } from "./share-with-device.ts";

/** Does something when the phone is on: now, or when it is switched on again, in the order in which it came. */
export function whenOn(phone: Phone, work: () => Promise<void> | void): Promise<void> | void {
  if (phone.online && phone.pendingWork.length === 0) return work();
  phone.pendingWork.push(work);
}

/** Switched off, a phone neither shows nor confirms anything, nor does it answer its own devices. */
export function switchOff(world: World, phone: Phone): void {
  phone.online = false;
  announceChange(world, { kind: "phones" });
}

/** Everything that came meanwhile is shown and confirmed now. */
export async function switchOn(world: World, phone: Phone): Promise<void> {
  phone.online = true;
  announceChange(world, { kind: "phones" });
  for (;;) {
    const [work] = phone.pendingWork;
    if (!work || !phone.online) break;
    await work();
    phone.pendingWork.shift();
  }
  shareWithDevices(world, phone);
}

/** New keys, as after installing the app again: nobody's former session fits any more. */
export function reinstall(world: World, phone: Phone): void {
  phone.signal = newParty(world.random);
  announceChange(world, { kind: "phones" });
}

/** WhatsApp bans the number: connections end with 403, and so does every later login. */
export function ban(world: World, phone: Phone): void {
  phone.banned = true;
  for (const { connection } of phone.devices.values()) connection?.end(lastStanza(403));
  announceChange(world, { kind: "phones" });
}
