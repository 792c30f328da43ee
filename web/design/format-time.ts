const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * A moment as people say it in a list: "now", "4m", "3h", "Mon", "12 May", "12 May 2024". `short` leaves out "ago".
 * Both moments in milliseconds since 1970; days are counted in the given time zone.
 */
export function relativeTime(
  moment: number,
  present: number,
  timeZone: string,
  style: "short" | "long" = "short",
): string {
  const age = present - moment;
  if (age < 45_000 && age > -45_000) return style === "short" ? "now" : "just now";
  if (age > 0 && age < hour) return ago(Math.max(1, Math.round(age / minute)), "m", "minute", style);
  if (age > 0 && age < 12 * hour) return ago(Math.round(age / hour), "h", "hour", style);
  return calendarTime(moment, present, timeZone, style);
}

/** A moment in full, such as "Tuesday, 12 May 2026 at 14:02:11 CEST". */
export function exactTime(moment: number, timeZone: string): string {
  return formatter({ dateStyle: "full", timeStyle: "long", timeZone }).format(moment);
}

/** The time of the day, such as "14:02". */
export function timeOfDay(moment: number, timeZone: string): string {
  return formatter({ hour: "2-digit", minute: "2-digit", timeZone }).format(moment);
}

/** The day, as a separator in a thread shows it: "Today", "Yesterday", "Monday, 12 May", "12 May 2024". */
export function dayName(moment: number, present: number, timeZone: string): string {
  const days = daysBetween(moment, present, timeZone);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  if (sameYear(moment, present, timeZone))
    return formatter({ weekday: "long", day: "numeric", month: "long", timeZone }).format(moment);
  return formatter({ day: "numeric", month: "long", year: "numeric", timeZone }).format(moment);
}

/** How long something took, as people say it: "40 s", "29 min", "3 h", "2 days". */
export function lengthOfTime(milliseconds: number): string {
  if (milliseconds < minute) return `${Math.max(1, Math.round(milliseconds / 1_000))} s`;
  if (milliseconds < 2 * hour) return `${Math.round(milliseconds / minute)} min`;
  return milliseconds < 2 * day ? `${Math.round(milliseconds / hour)} h` : `${Math.round(milliseconds / day)} days`;
}

/** The day as a key that sorts and compares, such as "2026-05-12". */
export function dayKey(moment: number, timeZone: string): string {
  return formatter({ dateStyle: "short", timeZone }, "sv-SE").format(moment);
}

function ago(count: number, letter: string, word: string, style: "short" | "long"): string {
  if (style === "short") return `${count}${letter}`;
  return `${count} ${word}${count === 1 ? "" : "s"} ago`;
}

function calendarTime(moment: number, present: number, timeZone: string, style: "short" | "long"): string {
  const days = daysBetween(moment, present, timeZone);
  const clock = timeOfDay(moment, timeZone);
  if (days === 0) return style === "short" ? clock : `today at ${clock}`;
  if (days === 1) return style === "short" ? "Yesterday" : `yesterday at ${clock}`;
  if (days > 1 && days < 7 && style === "short") return formatter({ weekday: "short", timeZone }).format(moment);
  const year = sameYear(moment, present, timeZone) ? {} : { year: "numeric" as const };
  const date = formatter({ day: "numeric", month: "short", ...year, timeZone }).format(moment);
  return style === "short" ? date : `${date} at ${clock}`;
}

function daysBetween(moment: number, present: number, timeZone: string): number {
  return Math.round((Date.parse(dayKey(present, timeZone)) - Date.parse(dayKey(moment, timeZone))) / day);
}

function sameYear(a: number, b: number, timeZone: string): boolean {
  return dayKey(a, timeZone).slice(0, 4) === dayKey(b, timeZone).slice(0, 4);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter is slow and lists need thousands, so each kind is made once. Without a locale it is the browser's. */
function formatter(options: Intl.DateTimeFormatOptions, locale?: string): Intl.DateTimeFormat {
  const key = JSON.stringify([options, locale]);
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  formatters.set(key, made);
  return made;
}
