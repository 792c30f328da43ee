/** How long the adapter waits, in milliseconds. */
export interface MessengerTimes {
  /** For the calls of a probe and of a subscription, which a person waits for. */
  readonly probe: number;
  /** For sending a text, and for uploading a file. */
  readonly sendText: number;
  readonly sendFile: number;
  /** For what is nice to have, such as showing that somebody writes. */
  readonly deed: number;
  /** For asking what was sent. */
  readonly lookUp: number;
  /** Between two looks at whether the token still has all it needs. */
  readonly tokenCheck: number;
  /**
   * How old an answer about the app's webhook may be, which all pages share: for a person who asks, and while a page is kept that was found
   * right or wrong. It counts for the limits of the app, 200 calls an hour where it has hardly any people.
   */
  readonly webhook: { readonly shared: number; readonly right: number; readonly wrong: number };
}

/** What holds outside of tests. */
export const usualTimes: MessengerTimes = {
  probe: 4_000,
  sendText: 20_000,
  sendFile: 120_000,
  deed: 5_000,
  lookUp: 10_000,
  tokenCheck: 3_600_000,
  webhook: { shared: 2_000, right: 120_000, wrong: 30_000 },
};
