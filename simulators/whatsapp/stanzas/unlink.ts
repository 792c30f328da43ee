import { tellOfDevices } from "../phone/tell-neighbours.ts";
import { announceChange, type Phone, type World } from "../state/world.ts";
import { lastStanza } from "./close-codes.ts";

/** Logs a linked device out: its connection ends with 401, and so does every later login. */
export function unlink(world: World, phone: Phone, number: number): void {
  const device = phone.devices.get(number);
  if (!device) return;
  phone.devices.delete(number);
  device.connection?.end(lastStanza(401));
  tellOfDevices(world, phone, "remove", number);
  announceChange(world, { kind: "phones" });
}
