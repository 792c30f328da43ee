import { setTimeout as after } from "node:timers/promises";

/** Waits, and ends early without complaint when the signal says stop. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await after(milliseconds, undefined, { signal }).catch(() => undefined);
}

/** A pause between half and the whole of what is given, so that many who failed together do not come back together. */
export function jittered(milliseconds: number): number {
  return milliseconds * (0.5 + Math.random() / 2);
}

/** A pause a little shorter than what is given, so that many who ask again and again do not ask in step. */
export function spread(milliseconds: number): number {
  return milliseconds * (0.9 + Math.random() / 10);
}

/** Does something when the signal says stop, at once if it has said so already; what it answers takes that back. */
export function onAbort(signal: AbortSignal, act: () => void): () => void {
  signal.addEventListener("abort", act, { once: true });
  if (signal.aborted) act();
  return () => signal.removeEventListener("abort", act);
}
