import type { SendingGuards } from "#contract/sending-guards.ts";
import type { UsageRow } from "#server/guards/queries.ts";
import { midnightAfter } from "#server/guards/sending-day.ts";
import type { GuardSettings } from "#server/guards/usual-guards.ts";
import { allowedOn, scheduleFor, warmingUp } from "#server/guards/warm-up.ts";

/** The guards of a channel and their use, as the contract shows them. */
export function presentGuards(
  channelId: string,
  guards: GuardSettings,
  usage: UsageRow,
  { now, mayConfigure }: { now: Date; mayConfigure: boolean },
): SendingGuards {
  const warmUp = { ...guards, linked_at: usage.linked_at };
  return {
    channelId,
    ...presentSettings(guards),
    restrainedAt: guards.restrained_at?.toISOString() ?? null,
    schedule: scheduleFor(guards.daily_first_contacts),
    warmingUp: warmingUp(warmUp, now),
    today: {
      sent: usage.sent,
      firstContacts: { used: usage.used, allowed: allowedOn(warmUp, now) },
      heldBack: usage.held_back,
      endsAt: midnightAfter(now).toISOString(),
    },
    now: { waiting: usage.waiting, optedOut: usage.opted_out, paused: usage.paused },
    can: { configure: mayConfigure },
  };
}

/** What people may choose, in the words of the contract. */
export function presentSettings(guards: GuardSettings) {
  return {
    mode: guards.mode,
    dailyFirstContacts: guards.daily_first_contacts,
    warmUp: guards.warm_up,
    optOutWords: guards.opt_out_words,
    loopBreaker: guards.loop_breaker,
  };
}
