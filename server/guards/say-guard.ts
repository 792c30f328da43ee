import type { SendingGuard } from "#contract/sending-guards.ts";
import type { Prospect } from "#server/guards/judge-sending.ts";

/** What a guard says to whoever writes: what it does not allow, and what helps. `code` is for programs. */
export interface GuardSaid {
  readonly code: string;
  readonly title: string;
  readonly remedy: string;
}

/** The sentences of each guard. A message that is `stopped` waits and is not refused; what cannot wait is. */
export const sayGuard: Readonly<Record<SendingGuard, (prospect: Prospect) => GuardSaid>> = {
  opted_out: ({ contact_name: customer }) => ({
    code: "opted_out",
    title: `${customer} has asked to hear nothing more.`,
    remedy: "You can write again when they do, or when somebody lifts the opt-out with a reason.",
  }),
  paused: ({ contact_name: customer }) => ({
    code: "conversation_paused",
    title: `The conversation with ${customer} is paused, as two programs seem to answer each other.`,
    remedy: "Read it, and release it if that is not so.",
  }),
  stopped: ({ channel_name: channel }) => ({
    code: "sending_stopped",
    title: `Sending on ${channel} is stopped.`,
    remedy: "Try again when it may send: under Settings, Integrations, Sending limits.",
  }),
  replies_only: ({ contact_name: customer, channel_name: channel }) => ({
    code: "replies_only",
    title: `${channel} only answers customers who have written to it, and ${customer} has not.`,
    remedy: "Wait until they write, or let it send to everybody under Settings, Integrations, Sending limits.",
  }),
  first_contacts: ({ contact_name: customer, channel_name: channel }) => ({
    code: "first_contacts_used_up",
    title: `${channel} has written to as many new customers as it may today, and ${customer} has never written.`,
    remedy:
      "Try again after midnight UTC, or change the daily number or the warm-up under Settings, Integrations, Sending limits.",
  }),
};
