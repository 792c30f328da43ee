/** A day as a time zone has it. Days at which clocks are changed are longer or shorter than others. */
export interface ZonedDay {
  /** Such as 2026-11-22. */
  readonly date: string;
  readonly began: Date;
  /** When the next one begins. */
  readonly ended: Date;
}

const minute = 60_000;
const day = 24 * 60 * minute;
// No zone is further than this from UTC, not even one that is written as an offset.
const furthest = 24 * 60;

/**
 * The last days of a time zone until now, oldest first. Counted here, as PostgreSQL does not know each zone that browsers do, and takes
 * an offset such as +05:30 for the opposite one.
 */
export function daysOfZone(timeZone: string, now: Date, count: number): ZonedDay[] {
  const calendar = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  const today = Date.parse(calendar.format(now));
  const dates = Array.from({ length: count + 1 }, (_, number) => isoDate(today + (number + 1 - count) * day));
  const begins = dates.map((date) => beginOf(date, calendar));
  return dates.slice(0, -1).flatMap((date, number) => {
    const [began, ended] = begins.slice(number, number + 2);
    return began && ended ? [{ date, began, ended }] : [];
  });
}

function isoDate(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** The first minute of a date. Clocks may skip midnight itself, so it is searched for. */
function beginOf(date: string, calendar: Intl.DateTimeFormat): Date {
  const midnight = Date.parse(date);
  let [before, within] = [-furthest, furthest];
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2);
    if (calendar.format(midnight + middle * minute) >= date) within = middle;
    else before = middle;
  }
  return new Date(midnight + within * minute);
}
