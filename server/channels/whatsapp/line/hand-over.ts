import type { ConnectionHooks } from "#server/channels/adapter.ts";
import { jittered, pause } from "#server/channels/running/wait.ts";
import type { KeptEntry } from "#server/channels/whatsapp/device/changes.ts";
import { type Journal, markHandled, readUnhandled } from "#server/channels/whatsapp/device/journal.ts";
import type { OwnAccount } from "#server/channels/whatsapp/parse/journal-entry.ts";
import { parseEntry } from "#server/channels/whatsapp/parse/parse-entry.ts";
import type { InboundUpdate } from "#server/conversations/inbound.ts";

/** What goes from a device to the house, in its order. */
export interface HandOver {
  /** Entries that are stored in the journal. */
  take(entries: readonly KeptEntry[]): void;
  /** Updates that are in no journal. */
  hand(updates: readonly InboundUpdate[]): void;
  /** How much waits. */
  backlog(): number;
  /** Hears each time that some of it has been handed over. */
  onPassed(listener: () => void): void;
  /** Hands over what waits, for some seconds at most; what is in the journal is handed over at the next start else. */
  close(): Promise<void>;
}

type Item = { readonly kept: KeptEntry } | { readonly updates: readonly InboundUpdate[] };

type Receiver = Pick<ConnectionHooks, "receive" | "log">;

const unreadable = "It was sealed with another secret key, so it cannot be read any more.";
const mostAtOnce = 200;
const retryMilliseconds = 500;
const closingMilliseconds = 3_000;

/**
 * Hands over what the journal still has from before, until `signal` says stop. What cannot be opened any more, as after a restored
 * backup without its secret key, is said to be lost.
 */
export async function replayJournal(
  journal: Journal,
  own: OwnAccount,
  to: Receiver,
  signal: AbortSignal,
): Promise<void> {
  let after = "0";
  while (!signal.aborted) {
    const { entries, damaged, position } = await readUnhandled(journal, after);
    if (position === after) return;
    after = position;
    const lost = damaged.map(() => ({ kind: "rejected" as const, externalId: null, reason: unreadable, raw: null }));
    const updates = [...entries.flatMap(({ entry }) => parseEntry(own, entry)), ...lost];
    await to.receive({ updates, position: null });
    await markHandled(journal, { entries, damaged });
  }
}

/** Hands over what comes, until it is closed. */
export function startHandOver(journal: Journal, own: OwnAccount, to: Receiver): HandOver {
  const waiting: Item[] = [];
  const listeners: (() => void)[] = [];
  let wake: () => void = () => undefined;
  const closing = new AbortController();
  let until = Number.POSITIVE_INFINITY;
  const isOver = () => closing.signal.aborted && (waiting.length === 0 || performance.now() > until);

  async function pass(items: readonly Item[]): Promise<void> {
    const updates = items.flatMap((item) => ("kept" in item ? parseEntry(own, item.kept.entry) : item.updates));
    if (updates.length > 0) await to.receive({ updates, position: null });
    const entries = items.flatMap((item) => ("kept" in item ? [item.kept] : []));
    if (entries.length > 0) await markHandled(journal, { entries });
  }

  async function passUntilDone(items: readonly Item[]): Promise<void> {
    while (true) {
      try {
        return await pass(items);
      } catch (err) {
        to.log.warn({ err }, "What a linked device received could not be handed over; it is tried again");
        if (closing.signal.aborted) return;
        await pause(jittered(retryMilliseconds), closing.signal);
      }
    }
  }

  async function run(): Promise<void> {
    while (!isOver()) {
      if (waiting.length > 0) {
        await passUntilDone(waiting.splice(0, mostAtOnce));
        for (const listener of listeners) listener();
      } else await new Promise<void>((resolve) => (wake = resolve));
    }
  }

  const add = (items: readonly Item[]) => {
    waiting.push(...items);
    wake();
  };
  const running = run();
  return {
    take: (entries) => add(entries.map((kept) => ({ kept }))),
    hand: (updates) => add([{ updates }]),
    backlog: () => waiting.length,
    onPassed: (listener) => listeners.push(listener),
    async close() {
      until = performance.now() + closingMilliseconds;
      closing.abort();
      wake();
      await running;
    },
  };
}
