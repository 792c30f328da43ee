import type { SendingGuard, SendingOutlook } from "#contract/sending-guards.ts";

/** Whom a guard keeps a message from, and until when that is so by itself. */
interface Kept {
  readonly customer: string;
  readonly channel: string;
  /** The time of the day at which it ends by itself, "" where it does not. */
  readonly end: string;
}

/** Why a message to a customer would not leave, for whoever is about to write it. */
export const guardSentences: Readonly<Record<SendingGuard, (kept: Kept) => string>> = {
  opted_out: ({ customer }) =>
    `${customer} has asked to hear nothing more. You can write again when they do, or when somebody lifts that with a reason.`,
  paused: () =>
    "Two programs seem to answer each other here, so nothing more is sent. Read the conversation, and release it if that is not so.",
  stopped: ({ channel }) =>
    `Sending on ${channel} is stopped. What you write waits, and leaves when it may send again.`,
  replies_only: ({ customer, channel }) =>
    `${channel} only answers customers who have written to it, and ${customer} has not. Wait until they write.`,
  first_contacts: ({ customer, channel, end }) =>
    `${channel} has written to as many new customers as it may today, and ${customer} has never written. Try again after ${end}.`,
};

/** Whether writing a message would be in vain, and not only have to wait. */
export function isFinal(guard: NonNullable<SendingOutlook["guard"]>): boolean {
  return guard !== "stopped";
}
