/** How long the adapter waits, in milliseconds. */
export interface WhatsAppTimes {
  /** For opening a connection, until the server has proven who it is. */
  readonly connect: number;
  /** Until the device is logged in, from the beginning. A line that falls silent shall be called so before its proof is too old. */
  readonly logIn: number;
  /** Between two round trips that prove the connection; well below the 60 s after which a proof is too old. */
  readonly ask: number;
  /** For the answer to such a question, after which the connection counts as dead. */
  readonly answer: number;
  /** For the server's answer to a message of ours. */
  readonly acknowledge: number;
  /** For the same with a file, whose upload comes before it. */
  readonly acknowledgeFile: number;
  /** The first pause after a lost connection and the longest. */
  readonly firstPause: number;
  readonly longestPause: number;
  /** Between two attempts while another program has taken over the device. */
  readonly replacedPause: number;
  /** How long nobody else may have taken over before the line counts as ours again. */
  readonly calm: number;
  /** For how long a broken connection is remembered: the next that breaks until then is an outage, however soon it is mended. */
  readonly unsteady: number;
  /** Between two attempts when trying again seldom helps. */
  readonly refusedPause: number;
  /** Between two attempts to write down what the device has learned, and how long that is tried. */
  readonly commitPause: number;
  readonly commit: number;
}

/** What holds outside of tests. */
export const usualTimes: WhatsAppTimes = {
  connect: 15_000,
  logIn: 20_000,
  ask: 20_000,
  answer: 8_000,
  acknowledge: 20_000,
  acknowledgeFile: 120_000,
  firstPause: 500,
  longestPause: 30_000,
  replacedPause: 60_000,
  calm: 20_000,
  unsteady: 600_000,
  refusedPause: 300_000,
  commitPause: 200,
  commit: 5_000,
};
