import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** What stands between Wokfow and an outside service, for faults that are the same whatever is spoken there. */
export interface Door {
  /** Nobody is there: whoever is connected is cut off, and so is whoever comes. */
  shut(): void;
  /** Takes connections and all that is said on them, and never answers. */
  freeze(): void;
  /** All is well again. Connections from before are gone, as after every such outage. */
  open(): void;
}

/** A door of its own, with the port on which it is knocked. */
export interface BuiltDoor extends Door {
  readonly port: number;
  close(): Promise<void>;
}

/** Puts a door in front of a service on this machine. */
export async function buildDoor(servicePort: number): Promise<BuiltDoor> {
  let state: "open" | "shut" | "frozen" = "open";
  const guests = new Set<Socket>();
  const server = createServer((guest) => {
    guest.on("error", () => undefined);
    if (state === "shut") return guest.destroy();
    guests.add(guest);
    guest.on("close", () => guests.delete(guest));
    if (state === "frozen") return guest.resume();
    join(guest, servicePort, () => state === "open");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const leave = () => {
    for (const guest of guests) guest.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    shut() {
      state = "shut";
      leave();
    },
    freeze() {
      state = "frozen";
    },
    open() {
      const before = state;
      state = "open";
      if (before !== "open") leave();
    },
    async close() {
      leave();
      server.close();
      await once(server, "close");
    },
  };
}

/** Carries what both say for as long as the door is open; what is said before a frozen one is lost. */
function join(guest: Socket, port: number, isOpen: () => boolean): void {
  const service = connect(port, "127.0.0.1");
  const carry = (from: Socket, to: Socket) => {
    from.on("data", (bytes) => {
      if (isOpen()) to.write(bytes);
    });
    from.on("end", () => {
      if (isOpen()) to.end();
    });
    from.on("close", () => to.destroy());
  };
  service.on("error", () => guest.destroy());
  carry(guest, service);
  carry(service, guest);
}
