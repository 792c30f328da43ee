import { expect, test } from "vitest";
import type { SentOutside } from "#server/channels/abilities.ts";
import { matchSent, type UnknownMessage } from "#server/conversations/send/match-sent.ts";

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 20, 12, 0, seconds));
const minutes = (count: number) => at(count * 60);
const unknown = (id: string, text: string, changes: Partial<UnknownMessage> = {}): UnknownMessage => ({
  ...{ id, text, startedAt: at(0), file: null },
  ...changes,
});
const sent = (externalId: string, text: string, changes: Partial<SentOutside> = {}): SentOutside => ({
  ...{ externalId, text, sentAt: at(1), sequence: 0, files: [] },
  ...changes,
});

/** What becomes of each: the id under which it was found, or why it was not. */
function match(messages: readonly UnknownMessage[], strangers: readonly SentOutside[], since: Date | null = null) {
  const findings = matchSent(messages, strangers, since);
  return messages.map(({ id }) => {
    const finding = findings.get(id);
    return finding?.outcome === "found" ? finding.sent.externalId : finding?.outcome;
  });
}

test("the same words are found, however a service treats spaces and accents", () => {
  expect(match([unknown("a", "Yes, 10 to 4.")], [sent("m", "Yes, 10 to 4.")])).toEqual(["m"]);
  expect(match([unknown("a", " At  the cafe\u0301\n")], [sent("m", "At the caf\u00e9")])).toEqual(["m"]);
});

test("the older of two with the same words is the older one, and each is one only", () => {
  const both = [sent("later", "ok", { sentAt: at(5) }), sent("earlier", "ok")];
  expect(match([unknown("a", "ok"), unknown("b", "ok")], both)).toEqual(["earlier", "later"]);
  expect(match([unknown("a", "ok"), unknown("b", "ok")], [sent("m", "ok")])).toEqual(["m", "missing"]);
});

test("a file is found by its kind, also where it is shown as a document; another kind may be it", () => {
  const photo = unknown("a", "", { file: "photo" });
  expect(match([photo], [sent("m", "", { files: ["photo"] })])).toEqual(["m"]);
  expect(match([photo], [sent("m", "", { files: ["document"] })])).toEqual(["m"]);
  expect(match([photo], [sent("m", "", { files: ["video"] })])).toEqual(["unclear"]);
  expect(match([photo], [sent("m", "", { files: ["photo", "photo"] })])).toEqual(["unclear"]);
});

test("it is missing only where nothing since then is unexplained, and the list reaches back so far", () => {
  expect(match([unknown("a", "One")], [])).toEqual(["missing"]);
  expect(match([unknown("a", "One")], [], minutes(-5))).toEqual(["missing"]);
  expect(match([unknown("a", "One")], [], minutes(-1))).toEqual(["unclear"]);
  expect(match([unknown("a", "One")], [sent("m", "Another")])).toEqual(["unclear"]);
  expect(match([unknown("a", "One")], [sent("m", "Another", { sentAt: minutes(-10) })])).toEqual(["missing"]);
});

test("the same words at a time that our clock does not expect are neither it nor nothing", () => {
  expect(match([unknown("a", "One")], [sent("m", "One", { sentAt: minutes(-1) })])).toEqual(["m"]);
  expect(match([unknown("a", "One")], [sent("m", "One", { sentAt: minutes(-10) })])).toEqual(["unclear"]);
  expect(match([unknown("a", "One")], [sent("m", "One", { sentAt: minutes(-2 * 24 * 60) })])).toEqual(["missing"]);
});
