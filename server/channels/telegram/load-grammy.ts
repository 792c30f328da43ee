/** The library that speaks Telegram's Bot API. */
export type Grammy = typeof import("grammy");

let loading: Promise<Grammy> | undefined;

/** Loads grammY at the first call, as it takes 20 MB that servers without a bot can spare. */
export function loadGrammy(): Promise<Grammy> {
  loading ??= import("grammy");
  return loading;
}
