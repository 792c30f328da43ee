import { setTimeout as pause } from "node:timers/promises";

/** Looks until it is so. Resolves with how many milliseconds after `begun` that was; rejects when it took more than so many. */
export async function untilSeen(most: number, begun: number, isSo: () => Promise<boolean>): Promise<number> {
  for (;;) {
    if (await isSo()) return Math.round(performance.now() - begun);
    if (performance.now() - begun > most) throw new Error(`It was not so within ${most / 1000} s.`);
    await pause(100);
  }
}
