/** What a row has found. A row holds when it names no violation. */
export interface Verdict {
  readonly figures: Readonly<Record<string, number | string>>;
  readonly violations: readonly string[];
}

/**
 * What went in against what came out, as the queue checker of Jepsen counts: lost was acknowledged and never came out; duplicated
 * came out more often than it went in; unexpected never went in; recovered came out although its acknowledgement was unclear.
 */
export interface QueueCount {
  readonly sent: number;
  readonly stored: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly unexpected: number;
  readonly recovered: number;
}

/** What was sent: every word once. `acknowledged` was answered for; `unclear` had an answer that never came, or came as an error. */
export interface Sent {
  readonly words: ReadonlySet<string>;
  readonly acknowledged: ReadonlySet<string>;
  readonly unclear: ReadonlySet<string>;
}

/** Compares what was sent with everything that came out. */
export function countQueue(sent: Sent, came: readonly string[]): QueueCount {
  const times = timesOf(came);
  const all = [...sent.words];
  return {
    sent: sent.words.size,
    stored: came.length,
    lost: [...sent.acknowledged].filter((word) => !times.has(word)).length,
    duplicated: came.length - times.size,
    unexpected: [...times.keys()].filter((word) => !sent.words.has(word)).length,
    recovered: all.filter((word) => sent.unclear.has(word) && times.has(word)).length,
  };
}

/** How often each word occurs. */
export function timesOf(words: readonly string[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const word of words) times.set(word, (times.get(word) ?? 0) + 1);
  return times;
}

/** One sentence for each figure that is not what was promised. */
export function differences(
  figures: Readonly<Record<string, number>>,
  promised: Readonly<Record<string, number>>,
): string[] {
  return Object.entries(promised)
    .filter(([name, value]) => figures[name] !== value)
    .map(([name, value]) => `${name} is ${figures[name]}, and must be ${value}`);
}

/** Nothing lost, doubled or invented. */
export const nothingWrong = { lost: 0, duplicated: 0, unexpected: 0 };
