import { setTimeout as pause } from "node:timers/promises";
import type { House } from "../crash/open-house.ts";

/** Waits until Facebook has delivered everything to this house. Resolves with what is left after so many seconds, for others to judge. */
export async function untilDelivered({ app }: House, seconds: number): Promise<number> {
  const deadline = performance.now() + seconds * 1000;
  while (app.pending() > 0 && performance.now() < deadline) await pause(20);
  return app.pending();
}
