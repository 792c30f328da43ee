import type { Device, World } from "../state/world.ts";

type Work = () => Promise<void> | void;

/** What would be sent to a device once more, and is held back; by what was asked for. */
const held = new WeakMap<Device, Map<string, Work>>();

/**
 * Sends something to a device once more: now, or when that is held back no longer. Of what was asked for twice the later counts, as it
 * tells newer keys.
 */
export async function sendAgain(world: World, device: Device, asked: string, work: Work): Promise<void> {
  if (!isHeld(world, device)) return work();
  const works = held.get(device) ?? new Map<string, Work>();
  works.delete(asked);
  held.set(device, works.set(asked, work));
}

/** Sends what was held back, in the order in which it was asked for, unless it still is. */
export async function releaseResends(world: World, device: Device): Promise<void> {
  if (isHeld(world, device)) return;
  const works = held.get(device) ?? new Map<string, Work>();
  held.delete(device);
  for (const work of works.values()) {
    try {
      await work();
    } catch (error) {
      console.error("Something could not be sent once more.", error);
    }
  }
}

function isHeld({ faults }: World, { phone }: Device): boolean {
  return faults.isOn("hold resends", { number: phone.number });
}
