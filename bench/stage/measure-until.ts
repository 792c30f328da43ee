import { setTimeout as pause } from "node:timers/promises";
import type { Figure } from "../measure.ts";
import { processorSeconds } from "./processor-time.ts";

const patienceMilliseconds = 120_000;

/** What is waited for: `count` tells how many there are, `from` how many were there before, `amount` how many come. */
export interface Awaited {
  readonly count: () => Promise<number>;
  readonly from: number;
  readonly amount: number;
  /** The processes that do the work. */
  readonly workers: readonly number[];
}

/** Measures from now until all of it has come. Rejects when it has not within two minutes. */
export async function measureUntil({ count, from, amount, workers }: Awaited): Promise<Figure> {
  const used = processorSeconds(workers);
  const begun = performance.now();
  while ((await count()) < from + amount) {
    if (performance.now() - begun > patienceMilliseconds) throw new Error("What was written did not arrive whole.");
    await pause(5);
  }
  const seconds = (performance.now() - begun) / 1000;
  return { perSecond: amount / seconds, perProcessorSecond: amount / (processorSeconds(workers) - used) };
}
