/** How long the adapter waits, in milliseconds unless named otherwise. */
export interface TelegramTimes {
  /** How long Telegram holds a long poll open, in seconds. Well below the 60 s after which a proof is too old. */
  readonly pollSeconds: number;
  /** How much longer than asked an answer may take before the service counts as silent. */
  readonly grace: number;
  /** For opening a connection, until the first byte of a call can leave. */
  readonly connect: number;
  /** For the calls of a probe, which a person waits for. */
  readonly probe: number;
  /** For sending a text, and for sending a file. */
  readonly sendText: number;
  readonly sendFile: number;
  /** The first pause after a failure and the longest. */
  readonly firstPause: number;
  readonly longestPause: number;
  /** The pause after a refused token, which seldom heals. */
  readonly refusedPause: number;
  /** How long nobody else may have polled before the line counts as ours again. */
  readonly calm: number;
}

/** What holds outside of tests. */
export const usualTimes: TelegramTimes = {
  pollSeconds: 20,
  grace: 8_000,
  connect: 3_500,
  probe: 4_000,
  sendText: 20_000,
  sendFile: 120_000,
  firstPause: 500,
  longestPause: 10_000,
  refusedPause: 30_000,
  calm: 10_000,
};
