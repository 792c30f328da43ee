import type { FastifyReply } from "fastify";
import { takeOver } from "#server/platform/http/take-over.ts";

/** An answer of newline-delimited JSON that is being written. */
export interface Lines {
  /** Aborts when whoever reads has gone, for whatever reason. */
  readonly gone: AbortSignal;
  write(value: object): void;
  end(): void;
}

/** Answers with newline-delimited JSON, one line at a time. */
export function streamLines(reply: FastifyReply): Lines {
  const response = takeOver(reply, "application/x-ndjson; charset=utf-8");
  const leaving = new AbortController();
  if (response.closed) leaving.abort();
  response.once("close", () => leaving.abort());
  return {
    gone: leaving.signal,
    write: (value) => void (leaving.signal.aborted || response.write(`${JSON.stringify(value)}\n`)),
    end: () => void response.end(),
  };
}
