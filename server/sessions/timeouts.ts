const day = 24 * 60 * 60;

/** A session that nobody used for this long has ended. */
export const idleTimeoutSeconds = 14 * day;

/** A session has ended after this long, however much it was used. */
export const absoluteTimeoutSeconds = 90 * day;

/** How often the last use of a session is written down at most; so `lastSeenAt` may be this old. */
export const seenEverySeconds = 5 * 60;

/** A moment so many seconds after another. */
export function after(moment: Date, seconds: number): Date {
  return new Date(moment.getTime() + seconds * 1000);
}
