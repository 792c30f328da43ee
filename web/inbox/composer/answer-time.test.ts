import { expect, test } from "vitest";
import { answerTimeOf, momentAhead } from "#web/inbox/composer/answer-time.ts";

const present = Date.parse("2026-05-12T12:00:00Z");
const freelyUntil = "2026-05-12T14:00:00.000Z";
const byPersonUntil = "2026-05-18T14:00:00.000Z";
const at = (moment: string) => Date.parse(moment);

test("a customer is answered freely, then in person, then not any more", () => {
  const conversation = { answering: { freelyUntil, byPersonUntil } };
  const free = { stage: "free", left: 2 * 3_600_000, until: freelyUntil, inPersonUntil: byPersonUntil };
  expect(answerTimeOf(conversation, present)).toEqual(free);
  const late = { stage: "late", left: 6 * 24 * 3_600_000, until: byPersonUntil, inPersonUntil: null };
  expect(answerTimeOf(conversation, at(freelyUntil))).toEqual(late);
  expect(answerTimeOf(conversation, at(byPersonUntil))).toEqual({ stage: "over" });
});

test("where no late answers are taken it is over at once, and some channels know no end", () => {
  expect(answerTimeOf({ answering: { freelyUntil, byPersonUntil: null } }, at(freelyUntil))).toEqual({ stage: "over" });
  expect(answerTimeOf({ answering: null }, present)).toBeNull();
});

test("a moment ahead is named by its day", () => {
  expect(momentAhead(freelyUntil, present, "UTC")).toMatch(/^today at /);
  expect(momentAhead("2026-05-13T09:00:00Z", present, "UTC")).toMatch(/^tomorrow at /);
  expect(momentAhead(byPersonUntil, present, "UTC")).toMatch(/^Monday, /);
});
