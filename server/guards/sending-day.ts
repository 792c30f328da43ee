/** The day (UTC) of a moment, such as 2026-11-22. What is allowed per day is counted by it. */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** When the day of a moment ends. */
export function midnightAfter(moment: Date): Date {
  return new Date(Date.parse(dayOf(moment)) + 86_400_000);
}
