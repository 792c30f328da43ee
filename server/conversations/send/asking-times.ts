import type { Settlement } from "#server/conversations/send/settle-message.ts";

/** When the service is asked about a message, and how long what follows it waits for that. */
export type Asking = Required<Pick<Settlement, "nextAttemptAt" | "laneHeldUntil">>;

// After that a message must not leave any more (`OutboundMessage.mayLeave`). A file is uploaded before.
const textLeavesWithin = 10_000;
const fileLeavesWithin = 150_000;
// What `send` promises for the call with which a message leaves.
const longestCall = 20_000;
// For the echo to come, and for the service to show everywhere what it has taken.
const settling = 30_000;
const longestHold = 120_000;
const shortestPause = 30_000;
const longestPause = 3_600_000;
const patience = 24 * 3_600_000;

/** Until when a message that was claimed at a moment may leave. */
export function leavesUntil(claimedAt: Date, hasFile: boolean): Date {
  return after(claimedAt, hasFile ? fileLeavesWithin : textLeavesWithin);
}

/** When the call of an attempt has ended for certain, also in a process that stood still and of which nobody knows. */
export function callIsOver(claimedAt: Date, hasFile: boolean): Date {
  return after(leavesUntil(claimedAt, hasFile), longestCall);
}

/** When the service is asked first about a message whose call is over then. */
export function firstAsking(now: Date, over: Date): Asking {
  const nextAttemptAt = after(over > now ? over : now, settling);
  return { nextAttemptAt, laneHeldUntil: after(nextAttemptAt, longestHold) };
}

/** When it is asked again about an attempt that began at a moment, after a pause as long as all before; null: never. */
export function nextAsking(now: Date, claimedAt: Date): Date | null {
  const age = now.getTime() - claimedAt.getTime();
  return age > patience ? null : after(now, Math.min(Math.max(age, shortestPause), longestPause));
}

function after(moment: Date, milliseconds: number): Date {
  return new Date(moment.getTime() + milliseconds);
}
