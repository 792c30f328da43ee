/** Where time comes from, so that scenarios can move it. */
export interface Clock {
  now(): Date;
}

/** The time of the machine. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that runs with the machine's but can be moved, for scenarios that live through months. */
export function movableClock(start: Date = new Date()): Clock & { advance(milliseconds: number): void } {
  let offset = start.getTime() - Date.now();
  return {
    now: () => new Date(Date.now() + offset),
    advance(milliseconds) {
      offset += milliseconds;
    },
  };
}
