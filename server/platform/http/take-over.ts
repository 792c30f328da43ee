import type { ServerResponse } from "node:http";
import type { FastifyReply } from "fastify";

/**
 * Takes a reply over to stream into it: the head goes out at once, with the headers that hooks have set already, and nothing on the
 * way may keep what follows. Who takes over ends it.
 */
export function takeOver(reply: FastifyReply, contentType: string): ServerResponse {
  reply.hijack();
  reply.raw.writeHead(200, {
    ...headersOf(reply.getHeaders()),
    "content-type": contentType,
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
  reply.raw.flushHeaders();
  return reply.raw;
}

/** The security headers that hooks have set already; a hijacked reply does not send them by itself. */
function headersOf(
  headers: Record<string, number | string | string[] | undefined>,
): Record<string, number | string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
