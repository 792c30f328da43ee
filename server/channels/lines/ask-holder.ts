import { once } from "node:events";
import type { LineVerb } from "#server/channels/lines/line-verb.ts";
import {
  findHolder,
  forgetRequest,
  lineAnswered,
  readAnswer,
  withdrawRequest,
  writeRequest,
} from "#server/channels/lines/requests.ts";
import type { Context } from "#server/context.ts";

const untakenMilliseconds = 3_000;
// In case the word that it is answered gets lost.
const lookMilliseconds = 500;
const holderMilliseconds = 2_000;

/**
 * Asks the process that holds a channel's line for something, and waits. What nobody takes in time is taken back and certainly not
 * done; what is taken and not answered may be. Never throws but when the database is away before anything was asked.
 */
export async function askHolder<Asked, Answer>(
  context: Context,
  verb: LineVerb<Asked, Answer>,
  channelId: string,
  asked: Asked,
  signal: AbortSignal,
): Promise<Answer> {
  if (signal.aborted) return verb.untaken;
  const written = await writeRequest(context, { channelId, verb: verb.name, asked });
  if (written === null) return verb.untaken;
  const { id, holder } = written;
  try {
    const early = await waitForAnswer(
      context,
      verb,
      id,
      AbortSignal.any([signal, AbortSignal.timeout(untakenMilliseconds)]),
    );
    if (early) return early.answer;
    if (await withdrawRequest(context, id)) return verb.untaken;
    const patience = AbortSignal.any([signal, AbortSignal.timeout(verb.patience)]);
    const late = await whileHeld(context, { channelId, holder }, patience, (stop) =>
      waitForAnswer(context, verb, id, stop),
    );
    if (late) return late.answer;
    await forgetRequest(context, id);
  } catch {
    // The database is away, and with it every answer.
  }
  return verb.unanswered(asked);
}

/** Waits no longer than the process that took a request holds the line: one that was killed answers nothing. */
async function whileHeld<T>(
  context: Context,
  { channelId, holder }: { readonly channelId: string; readonly holder: string },
  patience: AbortSignal,
  wait: (stop: AbortSignal) => Promise<T>,
): Promise<T> {
  const gone = new AbortController();
  const timer = setInterval(() => {
    findHolder(context, channelId).then(
      (now) => now !== holder && gone.abort(),
      () => undefined,
    );
  }, holderMilliseconds);
  try {
    return await wait(AbortSignal.any([patience, gone.signal]));
  } finally {
    clearInterval(timer);
  }
}

async function waitForAnswer<Asked, Answer>(
  context: Context,
  { answer: form }: LineVerb<Asked, Answer>,
  id: string,
  stop: AbortSignal,
): Promise<{ answer: Answer } | null> {
  const bell = new EventTarget();
  const ring = () => bell.dispatchEvent(new Event("ring"));
  const deaf = context.events.listen({
    committed: (facts) => facts.some((fact) => fact.kind === lineAnswered && fact.id === id) && ring(),
    resync: ring,
  });
  const timer = setInterval(ring, lookMilliseconds);
  try {
    while (true) {
      const rung = once(bell, "ring", { signal: stop }).catch(() => null);
      const found = await readAnswer(context, id);
      if (found) return { answer: form.parse(found.answer) };
      if ((await rung) === null) return null;
    }
  } finally {
    clearInterval(timer);
    deaf();
  }
}
