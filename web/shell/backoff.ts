const firstMs = 500;
const longestMs = 15_000;

/**
 * How long to wait before the next attempt, in milliseconds: doubling from half a second to 15 seconds, spread over the
 * upper half by `chance` (0 to 1), so that a thousand browsers do not come back in the same moment.
 */
export function backoff(failures: number, chance: number): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.max(0, failures));
  return Math.round(full / 2 + (full / 2) * chance);
}
