import { afterAll } from "vitest";
import { type LinkedShop, openLinkedShop } from "#server/testing/open-linked-shop.ts";

/** A shop for all tests of a file, whose line a process holds from the beginning on. */
export interface RunningShop extends Omit<LinkedShop, "start" | "close"> {
  /** Ends the process in order, as the restart of a server does. */
  stop(): Promise<void>;
  /** Starts another one. */
  startAgain(): Promise<void>;
}

/** Opens the shop and starts its process; both end with the file. */
export async function runLinkedShop(): Promise<RunningShop> {
  const { start, close, ...shop } = await openLinkedShop();
  let stop = await start();
  afterAll(async () => {
    await stop();
    await close();
  });
  return {
    ...shop,
    stop: () => stop(),
    async startAgain() {
      stop = await start();
    },
  };
}
