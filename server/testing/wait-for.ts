import { setTimeout as pause } from "node:timers/promises";

/** Asks again and again until the answer is neither null, undefined nor false; gives up with a sentence after half a minute. */
export async function waitFor<T>(
  ask: () => T | Promise<T>,
  milliseconds = 30_000,
): Promise<NonNullable<Exclude<T, false>>> {
  const end = performance.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) return answer as NonNullable<Exclude<T, false>>;
    if (performance.now() > end) throw new Error(`Waited ${milliseconds} ms for something that did not come: ${ask}`);
    await pause(20);
  }
}
