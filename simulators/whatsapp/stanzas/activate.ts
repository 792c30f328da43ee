import { releaseHistory } from "../phone/give-history.ts";
import { releaseResends } from "../phone/hold-resends.ts";
import { shareWithDevice } from "../phone/share-with-device.ts";
import { announceBacklog } from "../state/outbox.ts";
import { announceChange, type Connection, type World } from "../state/world.ts";

/** The client wants messages from now on, or none for a while. */
export function activate(world: World, connection: Connection, active: boolean): void {
  connection.active = active;
  if (active) deliverBacklog(world, connection);
  announceChange(world, { kind: "connections" });
}

/** Lets everything go on that was held back and may leave now. */
export function releaseHeld(world: World): void {
  for (const connection of world.connections) deliverBacklog(world, connection);
  for (const device of [...world.phones.values()].flatMap(({ devices }) => [...devices.values()])) {
    releaseHistory(world, device);
    void releaseResends(world, device);
  }
}

/** What waited first, then what the phone gives a new device: that must come after the end of the queue. */
function deliverBacklog(world: World, connection: Connection): void {
  const { device, active, backlog } = connection;
  if (!device || !active || backlog || world.faults.isOn("hold queue", { number: device.phone.number })) return;
  announceBacklog(world, connection);
  shareWithDevice(world, device);
}
