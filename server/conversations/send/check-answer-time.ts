import { answerTime } from "#server/conversations/send/answering-ends.ts";
import type { Recipient } from "#server/conversations/send/check-draft.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";

/** Refused `answering_over` when the customer wrote too long ago for the service to let them be answered. */
export function checkAnswerTime(
  { channel_kind: kind, heard_at: heardAt, forbids_late: forbidsLate }: Recipient,
  now: Date,
): void {
  if (answerTime(kind, heardAt, forbidsLate, now) !== "over") return;
  throw new Refusal(409, "answering_over", "The customer wrote too long ago to be answered here.", {
    detail: "As soon as they write again, you can answer. Until then, reach them another way, such as by phone.",
  });
}
