import type { ChannelKind, ChannelStatus } from "#contract/channels.ts";
import type { SendingGuard } from "#contract/sending-guards.ts";
import type { GuardSettings } from "#server/guards/usual-guards.ts";
import { allowedOn } from "#server/guards/warm-up.ts";

/** What of a conversation and its channel decides whether a message may leave. */
export interface Prospect {
  readonly channel_id: string;
  readonly kind: ChannelKind;
  readonly removed_at: Date | null;
  readonly channel_name: string;
  readonly status: ChannelStatus;
  readonly linked_at: Date;
  readonly contact_name: string;
  /** The customer has written at some time. */
  readonly has_written: boolean;
  readonly opted_out_at: Date | null;
  readonly paused_at: Date | null;
  /** How many first contacts there were today, and whether this one is among them. */
  readonly used: number;
  readonly is_counted: boolean;
}

/** Which guard does not let a message leave now; null when it may. What a person has decided about the conversation comes first. */
export function judgeSending(guards: GuardSettings, prospect: Prospect, now: Date): SendingGuard | null {
  if (prospect.opted_out_at) return "opted_out";
  if (prospect.paused_at) return "paused";
  if (guards.mode === "stopped") return "stopped";
  if (prospect.has_written) return null;
  if (guards.mode === "replies_only") return "replies_only";
  if (prospect.is_counted) return null;
  return prospect.used < allowedOn({ ...guards, linked_at: prospect.linked_at }, now) ? null : "first_contacts";
}
