import { once } from "node:events";
import { createServer } from "node:net";

/**
 * A port that was free a moment ago, for a server that must come back at the same address. It lies below those that systems hand out by
 * themselves, where whatever runs beside this could take it meanwhile.
 */
export async function freePort(): Promise<number> {
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  const server = createServer().listen(port, "127.0.0.1");
  const isFree = await once(server, "listening").then(
    () => true,
    () => false,
  );
  server.close();
  return isFree ? port : freePort();
}
