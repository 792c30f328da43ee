import fc from "fast-check";
import { expect, test } from "vitest";
import { isOptOut } from "#server/guards/is-opt-out.ts";
import { usualGuards } from "#server/guards/usual-guards.ts";

const words = usualGuards.opt_out_words;

test.each([
  "STOP",
  "stop",
  " Stop. ",
  "«Stop!!!»",
  "stop 🛑",
  "ＳＴＯＰ",
  "opt-out",
  "arret",
  "Désabonner",
  "стоп",
  "הסר",
  "退订",
])("%s", (text) => expect(isOptOut(text, words)).toBe(true));

test.each([
  "Please don't stop",
  "stop it",
  "nonstop",
  "STOP STOP",
  "",
  "!!!",
  "🛑",
  "cancel",
  "end",
  "s t o p",
  "x".repeat(500),
])("%s is no opt-out", (text) => expect(isOptOut(text, words)).toBe(false));

test("whatever the words are, each is found however it is written", () => {
  const word = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 8 })
    .filter((text) => /[\p{L}\p{N}]/u.test(text.normalize("NFKD").replace(/\p{M}/gu, "")));
  fc.assert(
    fc.property(word, (one) => {
      expect(isOptOut(one, [one])).toBe(true);
      expect(isOptOut(`  ${one}! `, [one])).toBe(true);
      expect(isOptOut(`${one} and more`, [one])).toBe(false);
    }),
  );
});
