import type { ChannelKind } from "#contract/channels.ts";
import { capabilitiesOf } from "#server/channels/adapters.ts";

/** Until when a customer can be answered: freely, and after that by a person only (null: not at all). */
export interface AnsweringEnds {
  readonly freelyUntil: Date;
  readonly byPersonUntil: Date | null;
}

/** How an answer would go out now. */
export type AnswerTime = "free" | "late" | "over";

const hour = 3_600_000;
// The clock of the service counts, and what leaves now arrives there a little later.
const marginMilliseconds = 60_000;

/** Those ends for a customer who last wrote at a moment; null where the service knows no such time. */
export function answeringEnds(kind: ChannelKind, heardAt: Date, forbidsLate: boolean): AnsweringEnds | null {
  const { answering } = capabilitiesOf[kind];
  if (!answering) return null;
  const after = (hours: number) => new Date(heardAt.getTime() + hours * hour);
  const { freelyHours, byPersonHours } = answering;
  return {
    freelyUntil: after(freelyHours),
    byPersonUntil: byPersonHours === null || forbidsLate ? null : after(byPersonHours),
  };
}

/** How an answer would go out at a moment. When nobody knows when the customer last wrote, the service decides. */
export function answerTime(kind: ChannelKind, heardAt: Date | null, forbidsLate: boolean, now: Date): AnswerTime {
  const ends = heardAt && answeringEnds(kind, heardAt, forbidsLate);
  if (!ends || isBefore(now, ends.freelyUntil, ends.byPersonUntil ? marginMilliseconds : 0)) return "free";
  return ends.byPersonUntil && isBefore(now, ends.byPersonUntil, 0) ? "late" : "over";
}

/** Whether a late answer was in time also by a clock of the service that differs much from ours: what it refuses then, it refuses always. */
export function isSurelyInTime(kind: ChannelKind, heardAt: Date | null, now: Date): boolean {
  const end = heardAt && answeringEnds(kind, heardAt, false)?.byPersonUntil;
  return end ? isBefore(now, end, hour) : false;
}

function isBefore(now: Date, end: Date, margin: number): boolean {
  return now.getTime() < end.getTime() - margin;
}
