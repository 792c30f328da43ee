import type { Transaction } from "#server/context.ts";
import { announce } from "#server/platform/events/announce.ts";

/** The fact that what some members may see or do is not what it was. */
export const accessChanged = "access.changed";

/** The kinds of facts after which whoever asks is judged anew: they may be signed out, or see and do something else. */
export const accessEndings: ReadonlySet<string> = new Set(["session.ended", accessChanged]);

/**
 * Makes every process forget what these members may see and do: their next request is judged anew, and their open browsers
 * connect again and refetch. To be called by whatever changes a role, a team's members or what members see.
 */
export function announceAccessChange(tx: Transaction, members: readonly string[] | "everyone"): Promise<void> {
  return announce(tx, { kind: accessChanged, details: members === "everyone" ? {} : { memberIds: members } });
}
