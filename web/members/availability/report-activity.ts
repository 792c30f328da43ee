/** What telling of activity needs of its surroundings. */
export interface ActivityParts {
  readonly now: () => number;
  /** When a tab of this browser last told, shared by all of them. */
  readonly last: { get(): number; set(at: number): void };
  readonly tell: () => Promise<unknown>;
}

const everyMs = 60_000;
const returnEveryMs = 3_000;

/**
 * Makes what is called whenever the member does something: the server hears of it at most once a minute from this browser, and at
 * once when they are taken to be away. A telling that failed is made up for by the next move.
 */
export function reportsActivity({ now, last, tell }: ActivityParts): (isAway: boolean) => void {
  return (isAway) => {
    const present = now();
    const since = present - last.get();
    if (since >= 0 && since < (isAway ? returnEveryMs : everyMs)) return;
    last.set(present);
    tell().catch(() => last.set(0));
  };
}
