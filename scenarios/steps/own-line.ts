import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** Somebody's own line to the server, which can be cut as a network does: at once, and without a word to either side. */
export interface OwnLine {
  /** The server at the other end of this line. */
  readonly address: string;
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** Lays a line to the server at this address. */
export async function ownLine(to: string): Promise<OwnLine> {
  const { hostname, port } = new URL(to);
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) return near.destroy();
    const far = connect(Number(port), hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on("error", () => undefined);
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  const cut = () => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  await new Promise<void>((resolve) => server.listen(0, hostname, resolve));
  return {
    address: `http://${hostname}:${portOf(server.address())}`,
    cut,
    mend: () => {
      isCut = false;
    },
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("The line has no port.");
  return address.port;
}
