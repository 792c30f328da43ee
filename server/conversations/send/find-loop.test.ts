import { expect, test } from "vitest";
import { repeats, type Turn } from "#server/conversations/send/find-loop.ts";

/** Exchanges of two texts: how many milliseconds after the one before each of the two came. */
function talk(count: number, theirs: number, ours: number, words: (index: number) => [string, string]): Turn[] {
  let at = 0;
  return Array.from({ length: count }, (_, index): Turn[] => {
    const [their, our] = words(index);
    const asked = at + theirs;
    at = asked + ours;
    return [
      { direction: "inbound", at: new Date(asked), text: their },
      { direction: "outbound", at: new Date(at), text: our },
    ];
  }).flat();
}

const different = (index: number): [string, string] => [`Question ${index}`, `Answer ${index}`];
const same = (): [string, string] => ["I did not understand that.", "Please choose 1, 2 or 3."];

test("two programs are told from people by how fast both answer, or by repeating themselves", () => {
  expect(repeats(talk(6, 4_000, 300, different))).toBe(true);
  expect(repeats(talk(4, 60_000, 30_000, same))).toBe(true);
});

test("people who write fast, or to a program, are left alone", () => {
  expect(repeats(talk(5, 4_000, 300, different))).toBe(false);
  expect(repeats(talk(30, 3_000, 3_000, different))).toBe(false);
  expect(repeats(talk(30, 15_000, 300, different))).toBe(false);
  expect(repeats(talk(30, 1_000, 8_000, (index) => ["We are closed.", `Question ${index}`]))).toBe(false);
  expect(repeats(talk(3, 60_000, 30_000, same))).toBe(false);
  expect(repeats(talk(4, 3_600_000, 30_000, same))).toBe(false);
  expect(repeats(talk(4, 60_000, 30_000, () => ["", ""]))).toBe(false);
});

test("two messages of one side in a row are no exchange", () => {
  const turns = talk(6, 4_000, 300, different);
  const [last] = turns.slice(-1);
  expect(last && repeats([...turns, { ...last, at: new Date(last.at.getTime() + 100) }])).toBe(false);
  expect(repeats(turns.slice(0, -1))).toBe(false);
});
