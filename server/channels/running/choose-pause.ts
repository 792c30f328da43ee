import type { RunningTimes } from "#server/channels/running/running-times.ts";
import { jittered } from "#server/channels/running/wait.ts";

/**
 * Milliseconds until a service is asked again that has answered: the longer, the more is used up beyond a half of what it allows, and never
 * so long that the proof grows too old meanwhile.
 */
export function untilAsked({ ask }: Pick<RunningTimes, "ask">, usedPercent: number): number {
  const scarcity = Math.min(1, Math.max(0, usedPercent - 50) / 50);
  return ask * (1 + scarcity / 2);
}

/** Milliseconds until a service is tried again that failed so many times in a row, and may have asked for so many seconds. */
export function untilTriedAgain({ retry, ask }: RunningTimes, failures: number, askedSeconds = 0): number {
  // Never more seldom than while all is well: the end of an outage shall not be overlooked.
  const growing = Math.min(Math.max(ask, retry), retry * 2 ** Math.min(failures - 1, 10));
  return Math.max(askedSeconds * 1000, jittered(growing));
}
