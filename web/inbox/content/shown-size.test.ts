import { expect, test } from "vitest";
import { shownSize } from "#web/inbox/content/shown-size.ts";

test.each([
  ["a large one shrinks in proportion", 1200, 800, 320, 213],
  ["a tall one too", 600, 1200, 160, 320],
  ["a small one is not enlarged", 100, 80, 100, 80],
  ["a line can still be hit", 2000, 10, 320, 48],
  ["an unknown one gets a usual frame", null, null, 320, 240],
])("%s", (_, width, height, shownWidth, shownHeight) => {
  expect(shownSize({ width, height }, 320)).toEqual({ width: shownWidth, height: shownHeight });
});

test.each([
  ["a small video is enlarged until its controls fit", 160, 96, 240, 144],
  ["but never beyond the most", 90, 160, 180, 320],
  ["and a large one is not", 1280, 720, 320, 180],
])("%s", (_, width, height, shownWidth, shownHeight) => {
  expect(shownSize({ width, height }, 320, 240)).toEqual({ width: shownWidth, height: shownHeight });
});
