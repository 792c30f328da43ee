import type { FastifyInstance } from "fastify";

/** Changes that come together are told together. */
const GATHER_MS = 40;
const HEARTBEAT_MS = 20_000;

/** `/control/live`: Server-Sent Events that say what has changed; the page fetches it then. */
export function serveLive<Change>(app: FastifyInstance, world: { watchers: Set<(change: Change) => void> }): void {
  app.get("/control/live", (_request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    reply.raw.write(": hello\n\n");
    const changes = new Map<string, Change>();
    let timer: NodeJS.Timeout | undefined;
    const flush = () => {
      timer = undefined;
      reply.raw.write(`data: ${JSON.stringify([...changes.values()])}\n\n`);
      changes.clear();
    };
    const watch = (change: Change) => {
      changes.set(JSON.stringify(change), change);
      timer ??= setTimeout(flush, GATHER_MS);
    };
    const heartbeat = setInterval(() => reply.raw.write(": \n\n"), HEARTBEAT_MS);
    world.watchers.add(watch);
    reply.raw.once("close", () => {
      world.watchers.delete(watch);
      clearTimeout(timer);
      clearInterval(heartbeat);
    });
  });
}
