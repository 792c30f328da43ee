import { expect, test } from "vitest";
import { neighbourOf } from "#web/inbox/neighbour-of.ts";

const rows = [{ id: "lena" }, { id: "omar" }, { id: "mia" }];

test("the next and the previous row", () => {
  expect(neighbourOf(rows, "lena", 1)?.id).toBe("omar");
  expect(neighbourOf(rows, "mia", -1)?.id).toBe("omar");
});

test("nothing beyond the ends", () => {
  expect(neighbourOf(rows, "mia", 1)).toBeUndefined();
  expect(neighbourOf(rows, "lena", -1)).toBeUndefined();
});

test("the first row when none is chosen, or the chosen one has gone", () => {
  expect(neighbourOf(rows, undefined, 1)?.id).toBe("lena");
  expect(neighbourOf(rows, "gone", -1)?.id).toBe("lena");
});
