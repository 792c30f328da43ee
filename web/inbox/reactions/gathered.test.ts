import { expect, test } from "vitest";
import { gathered, withOurs } from "#web/inbox/reactions/gathered.ts";
import { idOf } from "#web/inbox/test-rows.ts";

const lenas = { by: "customer", emoji: "👍", memberId: null } as const;
const anas = { by: "us", emoji: "👍", memberId: idOf(300) } as const;

test("the same emoji stands once, with everybody who gave it", () => {
  expect(gathered([lenas, anas])).toEqual([{ emoji: "👍", by: [lenas, anas], ours: true }]);
  expect(gathered([lenas, { ...anas, emoji: "🎉" }]).map(({ emoji, ours }) => [emoji, ours])).toEqual([
    ["👍", false],
    ["🎉", true],
  ]);
});

test("our side has one reaction, which is changed and taken back", () => {
  expect(withOurs([lenas, anas], "🎉", idOf(301))).toEqual([lenas, { by: "us", emoji: "🎉", memberId: idOf(301) }]);
  expect(withOurs([lenas, anas], null, idOf(301))).toEqual([lenas]);
});
