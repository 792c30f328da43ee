import type { proto } from "baileys";
import type { Device, World } from "../state/world.ts";
import { postToOwnDevice } from "./post-message.ts";

/** What a phone would tell its devices of the past, and is kept from telling. */
const held = new WeakMap<Device, proto.IMessage[]>();

/** Gives one of its own devices a part of the history, behind what is still held back. */
export function giveHistory(world: World, device: Device, part: proto.IMessage): void {
  held.set(device, [...(held.get(device) ?? []), part]);
  releaseHistory(world, device);
}

/** Gives what was held back, unless it still is. */
export function releaseHistory(world: World, device: Device): void {
  if (world.faults.isOn("hold history", { number: device.phone.number })) return;
  const parts = held.get(device) ?? [];
  held.delete(device);
  for (const part of parts) postToOwnDevice(world, device, part);
}
