import type { FastifyInstance } from "fastify";
import { ZodError } from "zod";

/**
 * There is no password, so pages of other origins must not be able to press the buttons, nor read what is secret. Whatever else
 * is refused here is answered with one sentence.
 */
export function refuseOtherOrigins(app: FastifyInstance): void {
  app.addHook("onRequest", async (request, reply) => {
    const { origin, host } = request.headers;
    if (origin !== undefined && URL.parse(origin)?.host !== host) {
      return reply.code(403).send({ message: "This page belongs to another address. Open the simulator at its own." });
    }
  });
  app.setErrorHandler((error, _request, reply) => reply.code(400).send({ message: sentenceOf(error) }));
}

function sentenceOf(error: unknown): string {
  if (error instanceof ZodError) return error.issues[0]?.message ?? "The request does not have the right shape.";
  return error instanceof Error ? error.message : "The request could not be read.";
}
