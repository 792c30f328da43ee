import type { ChannelDay } from "#contract/channel-history.ts";
import type { Meaning } from "#web/design/meaning.ts";

/** What several days come to. `share`: of the time in which it was to be connected, how much it was; null when there was none. */
export interface DaysSum {
  readonly share: number | null;
  readonly outages: number;
  readonly offline: number;
}

/** Adds up days. A pause was chosen, so it counts neither for nor against. */
export function sumDays(days: readonly ChannelDay[]): DaysSum {
  const sum = (of: (day: ChannelDay) => number) => days.reduce((total, day) => total + of(day), 0);
  const wanted = sum(({ known, paused }) => Math.max(0, known - paused));
  const offline = sum((day) => day.offline);
  return { share: wanted > 0 ? Math.max(0, 1 - offline / wanted) : null, outages: sum((day) => day.outages), offline };
}

// From so much of a day on, people certainly noticed.
const longMilliseconds = 60 * 60_000;

/** How a day looks in the strip. */
export function meaningOfDay({ known, offline, paused }: ChannelDay): Meaning {
  if (known === 0) return "quiet";
  if (offline > 0) return offline >= longMilliseconds ? "bad" : "attention";
  return paused >= known ? "quiet" : "good";
}

/** A share in per cent that is never rounded up to all of it: "100 %", "99.94 %", "87.5 %". */
export function shareInWords(share: number): string {
  const hundredths = Math.floor(share * 10_000) / 100;
  return `${new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 }).format(hundredths)} %`;
}
