import { PassThrough } from "node:stream";
import type { FastifyInstance, FastifyReply } from "fastify";

/** An answer of newline-delimited JSON that is being written. */
export interface Lines {
  /** Aborts when it has ended, by whichever side: who reads has gone or may no more, or the server stops. */
  readonly gone: AbortSignal;
  write(value: object): void;
  end(): void;
}

/**
 * Answers with newline-delimited JSON, one line at a time, and is watched like any other answer: it is torn off when its caller may no
 * longer have it. It begins with an empty line, with which the head goes out at once.
 */
export function streamLines(reply: FastifyReply): Lines {
  const lines = new PassThrough();
  const leaving = new AbortController();
  lines.once("close", () => leaving.abort());
  const write = (text: string) => void (lines.writable && lines.write(`${text}\n`));
  reply.header("cache-control", "no-store").header("x-accel-buffering", "no");
  void reply.type("application/x-ndjson; charset=utf-8").send(lines);
  write("");
  reply.server.endAtClose(lines);
  return { gone: leaving.signal, write: (value) => write(JSON.stringify(value)), end: () => void lines.end() };
}

/** Ends what still streams when the server stops: it would wait for it otherwise. */
export function endLinesAtClose(http: FastifyInstance): void {
  const openLines = new Set<PassThrough>();
  let isClosing = false;
  http.decorate("endAtClose", (lines: PassThrough) => {
    openLines.add(lines);
    lines.once("close", () => openLines.delete(lines));
    // Whoever was just being let in when the server began to stop.
    if (isClosing) lines.destroy();
  });
  http.addHook("preClose", async () => {
    isClosing = true;
    for (const lines of openLines) lines.destroy();
  });
}

declare module "fastify" {
  interface FastifyInstance {
    endAtClose(lines: PassThrough): void;
  }
}
