// The last second of the year 9999: what lies beyond cannot be written as an ISO date of four digits.
const lastSecond = 253_402_300_799;

/** The moment of a stanza, which counts seconds since 1970; where it tells none, when it came. */
export function momentOf(seconds: string | number | undefined, otherwise: Date): Date {
  const told = Number(seconds ?? Number.NaN);
  return Number.isInteger(told) && told > 0 && told <= lastSecond ? new Date(told * 1000) : otherwise;
}

const dayMilliseconds = 24 * 3_600_000;

/** The same for what has just come: from a time to come it would stay the last word of its chat for ever. */
export function toldSecond(seconds: string | undefined, cameAt: Date): Date {
  const told = momentOf(seconds, cameAt);
  return told.getTime() > cameAt.getTime() + dayMilliseconds ? cameAt : told;
}

/**
 * The moment of what came at `cameAt`, within the second that WhatsApp tells: its end for what had to wait for us. From the begin of
 * its second, an answer would stand before what it answers, as our own messages have a time to the millisecond.
 */
export function toldMoment(seconds: string | undefined, cameAt: Date): Date {
  return within(toldSecond(seconds, cameAt), cameAt.getTime());
}

/**
 * A millisecond that somebody tells, within the second that WhatsApp tells: senders' clocks may be wrong, and what comes later
 * must not be older.
 */
export function within(second: Date, milliseconds: number | { toString(): string } | null | undefined): Date {
  const told = Number(milliseconds ?? Number.NaN);
  const start = second.getTime();
  return Number.isInteger(told) ? new Date(Math.min(Math.max(told, start), start + 999)) : second;
}
