/** How often and how long, in milliseconds, while channels run. */
export interface RunningTimes {
  /** Between two looks at all channels, at which leases are renewed. */
  readonly look: number;
  /** How long a lease holds without being renewed. */
  readonly lease: number;
  /** Between two questions to a service that delivers by itself; two of them fit into the age a proof may have. */
  readonly ask: number;
  /** Between two attempts to open a connection. */
  readonly retry: number;
  /** How often an unchanged status is written down again. */
  readonly report: number;
  /** Between two looks at outages. */
  readonly alerts: number;
}

/** What holds outside of tests. A process that is killed is replaced after `lease` and `look` at the latest. */
export const usualRunning: RunningTimes = {
  look: 3_500,
  lease: 11_000,
  ask: 20_000,
  retry: 5_000,
  report: 15_000,
  alerts: 2_000,
};
