import { expect, test } from "vitest";
import { reactToMessage } from "#contract/gestures.ts";
import { emojiGroups } from "#web/inbox/composer/emoji-list.ts";

test("whatever the picker offers can be a reaction", () => {
  const all = emojiGroups.flatMap(({ emoji }) => emoji.map(([sign]) => sign));
  expect(all.filter((emoji) => !reactToMessage.body.safeParse({ emoji }).success)).toEqual([]);
});
