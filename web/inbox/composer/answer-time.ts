import type { Conversation } from "#contract/conversations.ts";
import { dayKey, dayName, timeOfDay } from "#web/design/format-time.ts";

/** How a customer can be answered now: freely, in person only, or not any more; and how long that goes on, in milliseconds. */
export type AnswerTime =
  | {
      readonly stage: "free" | "late";
      readonly left: number;
      readonly until: string;
      readonly inPersonUntil: string | null;
    }
  | { readonly stage: "over" };

/** From then on the end is not to be overlooked. */
export const soonMilliseconds = 4 * 3_600_000;

/** Null where the channel knows no such time. `inPersonUntil`: until when the next stage goes on, if there is one. */
export function answerTimeOf({ answering }: Pick<Conversation, "answering">, present: number): AnswerTime | null {
  if (!answering) return null;
  const { freelyUntil, byPersonUntil } = answering;
  const left = Date.parse(freelyUntil) - present;
  if (left > 0) return { stage: "free", left, until: freelyUntil, inPersonUntil: byPersonUntil };
  const leftInPerson = byPersonUntil === null ? 0 : Date.parse(byPersonUntil) - present;
  if (byPersonUntil === null || leftInPerson <= 0) return { stage: "over" };
  return { stage: "late", left: leftInPerson, until: byPersonUntil, inPersonUntil: null };
}

/** A moment ahead as it follows "until": "today at 15:02", "tomorrow at 15:02", "Monday, 12 May at 15:02". */
export function momentAhead(moment: string, present: number, zone: string): string {
  const at = Date.parse(moment);
  const isOn = (day: number) => dayKey(at, zone) === dayKey(day, zone);
  const name = isOn(present) ? "today" : isOn(present + 24 * 3_600_000) ? "tomorrow" : dayName(at, present, zone);
  return `${name} at ${timeOfDay(at, zone)}`;
}
