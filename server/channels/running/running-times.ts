/** How often and how long, in milliseconds, while channels run. */
export interface RunningTimes {
  /** Between two looks at all channels, at which leases are renewed. */
  readonly look: number;
  /** How long a lease holds without being renewed. */
  readonly lease: number;
  /**
   * Between two questions to a service that delivers by itself, and half as long again where it says that little more is allowed. An answer
   * to that comes before the proof is too old.
   */
  readonly ask: number;
  /** Between two attempts to open a connection. */
  readonly retry: number;
  /** How often an unchanged status is written down again. */
  readonly report: number;
  /** Between two looks at outages. */
  readonly alerts: number;
}

/**
 * What holds outside of tests. Of a process that is killed the lines are free after `lease` and `look` at the latest, which leaves them four
 * of the 15 s to be opened in.
 */
export const usualRunning: RunningTimes = {
  look: 3_000,
  lease: 8_000,
  ask: 30_000,
  retry: 5_000,
  report: 15_000,
  alerts: 2_000,
};
