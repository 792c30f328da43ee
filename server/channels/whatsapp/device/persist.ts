import { setTimeout as after } from "node:timers/promises";
import type { WhatsAppTimes } from "#server/channels/whatsapp/times.ts";

/** Repeats work that the database may refuse for a moment, for some seconds; `isFinal` names errors that never pass. */
export async function persist<T>(
  work: () => Promise<T>,
  { commit, commitPause }: WhatsAppTimes,
  isFinal: (error: unknown) => boolean,
): Promise<T> {
  const until = performance.now() + commit;
  while (true) {
    try {
      return await work();
    } catch (error) {
      if (isFinal(error) || performance.now() > until) throw error;
      await after(commitPause);
    }
  }
}
