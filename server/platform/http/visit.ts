import type { FastifyRequest } from "fastify";
import type { Visit } from "#server/context.ts";

/** The visit behind a request. */
export function visitOf(request: FastifyRequest): Visit {
  return { address: request.ip, userAgent: (request.headers["user-agent"] ?? "").slice(0, 500) };
}
