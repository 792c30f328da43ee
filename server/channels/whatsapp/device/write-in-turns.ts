import { setTimeout as after, setImmediate as turnOfTheLoop } from "node:timers/promises";
import type { Ledger } from "#server/channels/whatsapp/line/hold-frames.ts";

/** What is written down at once. */
export interface Turn {
  /** The number of the last change in it. */
  readonly last: number;
  write(): Promise<void>;
}

/** Writes whatever has gathered, one turn after another. */
export interface Turns {
  readonly stored: Ledger["stored"];
  readonly onStored: Ledger["onStored"];
  /** There is something to write. */
  wake(): void;
  /** Resolves when nothing is left to write or writing has failed. */
  rest(): Promise<void>;
}

// A commit costs as much for one change as for fifty, so a busy device lets some gather, and more the busier it is; whoever was idle
// waits for nothing.
const leastBreathMilliseconds = 20;
const longestBreathMilliseconds = 80;
const breathPerChange = 1.5;

/**
 * Makes the turns. `take` hands out what has gathered, null when there is nothing. It is asked in a turn of the event loop of its own,
 * so that changes which are made without waiting for anything in between are written together. `failed` ends all writing.
 */
export function writeInTurns(take: () => Turn | null, failed: (error: unknown) => void): Turns {
  const listeners: (() => void)[] = [];
  let stored = 0;
  let isBroken = false;
  let isWoken = false;
  let running: Promise<void> | null = null;
  const run = async () => {
    await turnOfTheLoop();
    for (let turn = take(); turn && !isBroken; turn = take()) {
      await turn.write();
      const changes = turn.last - stored;
      stored = turn.last;
      for (const listener of listeners) listener();
      await after(breathAfter(changes));
    }
  };
  const wake = () => {
    isWoken = true;
    if (running || isBroken) return;
    isWoken = false;
    running = run()
      .catch((error: unknown) => {
        isBroken = true;
        failed(error);
      })
      .finally(() => {
        running = null;
        // Something may have come between the last look and this moment.
        if (isWoken) wake();
      });
  };
  return {
    stored: () => stored,
    onStored: (listener) => listeners.push(listener),
    wake,
    async rest() {
      while (running) await running;
    },
  };
}

function breathAfter(changes: number): number {
  return Math.min(Math.max(changes * breathPerChange, leastBreathMilliseconds), longestBreathMilliseconds);
}
