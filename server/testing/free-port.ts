import { createServer } from "node:net";

// From another place in each process, as tests run side by side.
let next = 20_000 + (process.pid % 1_000) * 10;

/**
 * A port that was free a moment ago, for a server whose address must be known before it starts, or that must come back there. It lies
 * below those that systems give away by themselves, so that nobody else is handed it meanwhile.
 */
export async function freePort(): Promise<number> {
  for (let port = next; ; port++) {
    next = port + 1;
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
