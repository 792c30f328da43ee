import type { Connection, ConnectionHooks } from "#server/channels/adapter.ts";
import { jittered, pause } from "#server/channels/running/wait.ts";
import { type Answer, callTelegram, type Failure, type TelegramLine } from "#server/channels/telegram/call-telegram.ts";
import { judgeFailure } from "#server/channels/telegram/judge-failure.ts";
import { askedUpdates } from "#server/channels/telegram/parse-update.ts";
import { readUpdates } from "#server/channels/telegram/read-updates.ts";
import type { TelegramTimes } from "#server/channels/telegram/times.ts";

/** Where the loop stands. */
interface Polling {
  /**
   * What the next call confirms; undefined once everything is confirmed, because Telegram may start its count anywhere after a
   * week of silence and would take an old, higher number for the confirmation of what it has just begun to send.
   */
  offset: number | undefined;
  /** Failures in a row. */
  failures: number;
  /** Since when no other program has ended our poll; null while nobody contests the line. */
  calmSince: number | null;
}

/** Receives by long polling until the signal says stop. An update is confirmed by the call after its commit, never before. */
export async function pollUpdates(
  line: TelegramLine,
  times: TelegramTimes,
  connection: Connection,
  hooks: ConnectionHooks,
): Promise<void> {
  const polling: Polling = { offset: await startingOffset(hooks), failures: 0, calmSince: null };
  let quick = true;
  while (!hooks.signal.aborted) {
    const answer = await ask(line, times, connection, hooks, polling, quick);
    const wait = answer.ok
      ? await take(answer, polling, times, hooks)
      : await fail(answer.failure, polling, times, hooks);
    const healthy = wait === 0;
    if (!healthy && !hooks.signal.aborted) await pause(wait, hooks.signal);
    // The first answer after a start or a failure shall not wait for a customer to write.
    quick = !healthy;
  }
}

async function startingOffset(hooks: ConnectionHooks): Promise<number | undefined> {
  const position = await hooks.position();
  return position === null ? undefined : Number(position);
}

function ask(
  line: TelegramLine,
  times: TelegramTimes,
  { token }: Connection,
  { signal }: ConnectionHooks,
  { offset, calmSince }: Polling,
  quick: boolean,
): Promise<Answer<unknown>> {
  const seconds = quick ? 0 : calmSince === null ? times.pollSeconds : Math.min(times.pollSeconds, 5);
  const timeoutMilliseconds = seconds * 1000 + times.grace;
  const query = {
    timeout: seconds,
    limit: 100,
    allowed_updates: askedUpdates,
    ...(offset !== undefined && { offset }),
  };
  return callTelegram(line, { token, timeoutMilliseconds, signal }, (methods, stop) => methods.getUpdates(query, stop));
}

/** Commits what came; answers after how many milliseconds to ask for the same again, 0 when that is done. */
async function take(
  { result, milliseconds }: { result: unknown; milliseconds: number },
  polling: Polling,
  times: TelegramTimes,
  hooks: ConnectionHooks,
): Promise<number> {
  const batch = readUpdates(result);
  if (batch.updates.length > 0) {
    try {
      await hooks.receive(batch);
    } catch (err) {
      hooks.log.warn({ err }, "Updates could not be stored; Telegram keeps them until they are");
      polling.failures += 1;
      return growingPause(polling, times);
    }
  }
  const next = batch.position === null ? undefined : Number(batch.position);
  // What cannot be confirmed comes again at once; it is stored already, so there is no hurry to ask.
  const isStuck = batch.updates.length > 0 && (next === undefined || next === polling.offset);
  polling.failures = isStuck ? polling.failures + 1 : 0;
  polling.offset = next;
  await prove(batch.updates.length, milliseconds, polling, times, hooks);
  return isStuck ? growingPause(polling, times) : 0;
}

/** An answer is proof, unless another program polled a moment ago and may only be drawing breath. */
async function prove(
  count: number,
  milliseconds: number,
  polling: Polling,
  times: TelegramTimes,
  hooks: ConnectionHooks,
): Promise<void> {
  if (polling.calmSince !== null && performance.now() - polling.calmSince < times.calm) return;
  polling.calmSince = null;
  const waited = count === 0 && milliseconds >= times.pollSeconds * 1000;
  const answered = waited ? milliseconds - times.pollSeconds * 1000 : milliseconds;
  const summary = `getUpdates answered, ${count === 1 ? "1 update" : `${count} updates`}`;
  await hooks.report({ outcome: "connected", milliseconds: answered, summary });
}

/**
 * One broken line is no outage: Telegram ends idle connections as it likes. The second in a row is reported. Answers after how many
 * milliseconds to ask again.
 */
async function fail(failure: Failure, polling: Polling, times: TelegramTimes, hooks: ConnectionHooks): Promise<number> {
  if (failure.kind === "stopped") return growingPause(polling, times);
  polling.failures += 1;
  if (isContest(failure)) polling.calmSince = performance.now();
  const result = judgeFailure(failure);
  const mayBeChance = result.reason === "unreachable" || result.reason === "service_error";
  const nextTryIn = pauseAfter(failure, polling, times);
  if (polling.failures > 1 || !mayBeChance) await hooks.report({ ...result, nextTryIn });
  return nextTryIn;
}

/** Another program polls, and each of us ends the other's call; a webhook in the way says so in the same code. */
function isContest(failure: Failure): boolean {
  return failure.kind === "refused" && failure.code === 409 && !/webhook/i.test(failure.description);
}

function pauseAfter(failure: Failure, polling: Polling, times: TelegramTimes): number {
  if (failure.kind !== "refused") return growingPause(polling, times);
  if (failure.code === 401) return jittered(times.refusedPause);
  return Math.max(failure.retryAfter * 1000, growingPause(polling, times));
}

function growingPause({ failures }: Polling, { firstPause, longestPause }: TelegramTimes): number {
  return jittered(Math.min(longestPause, firstPause * 2 ** Math.min(Math.max(failures - 1, 0), 10)));
}
