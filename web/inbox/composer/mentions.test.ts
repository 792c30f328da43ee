import { expect, test } from "vitest";
import { choose, mentionsIn, typedMention } from "#web/inbox/composer/mentions.ts";

const ana = { memberId: "ana", label: "@Ana" };
const anaOrtiz = { memberId: "ortiz", label: "@Ana Ortiz" };

test.each([
  ["Hello @Be", 9, { at: 6, search: "Be" }],
  ["@", 1, { at: 0, search: "" }],
  ["@Ana Or", 7, { at: 0, search: "Ana Or" }],
  ["(@be)", 4, { at: 1, search: "be" }],
  ["lena@example", 12, null],
  ["@Be\nlow", 7, null],
  ["Hello", 5, null],
  ["@Be", 0, null],
  [`@${"x".repeat(60)}`, 61, null],
])("what is typed in %j with the cursor at %i", (text, cursor, typed) => {
  expect(typedMention(text, cursor, [])).toEqual(typed);
});

test("a colleague who was chosen is not searched for again", () => {
  expect(typedMention("@Ana Ortiz please", 17, [anaOrtiz])).toBeNull();
  expect(typedMention("@Ana O", 6, [anaOrtiz])).toEqual({ at: 0, search: "Ana O" });
});

test("the choice takes the place of what was typed", () => {
  expect(choose("See @an here", 7, { at: 4, search: "an" }, "@Ana")).toEqual({ text: "See @Ana here", cursor: 9 });
  expect(choose("@", 1, { at: 0, search: "" }, "@Ana")).toEqual({ text: "@Ana ", cursor: 5 });
});

test("mentions are where the text still says so", () => {
  expect(mentionsIn("@Ana and @Ana Ortiz, @Ana", [ana, anaOrtiz])).toEqual([
    { memberId: "ana", offset: 0, length: 4 },
    { memberId: "ortiz", offset: 9, length: 10 },
    { memberId: "ana", offset: 21, length: 4 },
  ]);
  expect(mentionsIn("@Anabel", [ana])).toEqual([]);
  expect(mentionsIn("Ana", [ana])).toEqual([]);
});

test("of two with one name each is mentioned in turn", () => {
  const found = mentionsIn("@Ana, @Ana", [ana, { memberId: "other", label: "@Ana" }]);
  expect(found.map(({ memberId }) => memberId)).toEqual(["ana", "other"]);
});
