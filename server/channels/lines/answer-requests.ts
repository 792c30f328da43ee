import type { Adapter, Connection } from "#server/channels/adapter.ts";
import type { LineVerb } from "#server/channels/lines/line-verb.ts";
import { lineVerbs } from "#server/channels/lines/line-verbs.ts";
import { answerRequest, type LineRequest, lineAsked, takeRequests } from "#server/channels/lines/requests.ts";
import type { Context } from "#server/context.ts";
import type { FileStore } from "#server/platform/files/file-store.ts";
import type { Log } from "#server/platform/log/log.ts";

/** A line that this process holds. */
export interface HeldLine {
  readonly context: Context;
  readonly adapter: Adapter;
  readonly connection: Connection;
  readonly files: FileStore;
  readonly log: Log;
  /** Aborted when the line ends. */
  readonly signal: AbortSignal;
}

type Perform = (asked: unknown) => Promise<unknown>;

// In case the word that something is asked gets lost.
const lookMilliseconds = 5_000;

/** Does what other processes ask of a line, until it ends. What is under way then is still answered. */
export function answerRequests(line: HeldLine): void {
  const { context, connection, signal } = line;
  if (signal.aborted) return;
  let looking: Promise<void> = Promise.resolve();
  let isAsked = false;
  const look = () => {
    if (isAsked || signal.aborted) return;
    isAsked = true;
    looking = looking.then(async () => {
      isAsked = false;
      if (!signal.aborted) await takeAll(line).catch((err) => line.log.warn({ err }, "Requests could not be taken"));
    });
  };
  const deaf = context.events.listen({
    committed: (facts) =>
      facts.some(({ kind, workspaceId }) => kind === lineAsked && workspaceId === connection.workspaceId) && look(),
    resync: look,
  });
  const timer = setInterval(look, lookMilliseconds);
  const stop = () => {
    deaf();
    clearInterval(timer);
  };
  signal.addEventListener("abort", stop, { once: true });
  look();
}

/** They are done side by side, as whoever asks waits for each. */
async function takeAll(line: HeldLine): Promise<void> {
  const requests = await takeRequests(line.context, [line.connection.channelId]);
  for (const request of requests) {
    answer(line, request).catch((err) => line.log.warn({ err }, "A request of another process could not be answered"));
  }
}

async function answer(line: HeldLine, { id, verb, asked }: LineRequest): Promise<void> {
  const perform = performersOf(line).get(verb);
  if (perform) await answerRequest(line.context, id, await perform(asked));
}

function performersOf(line: HeldLine): Map<string, Perform> {
  const verbs: readonly LineVerb<unknown, unknown>[] = Object.values(lineVerbs(line.files));
  return new Map(verbs.map((verb) => [verb.name, performer(line, verb)]));
}

function performer({ adapter, connection, signal }: HeldLine, verb: LineVerb<unknown, unknown>): Perform {
  return (asked) => {
    const stop = AbortSignal.any([signal, AbortSignal.timeout(verb.patience)]);
    return verb.perform(adapter, connection, verb.asked.parse(asked), stop);
  };
}
