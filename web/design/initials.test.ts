import { expect, it } from "vitest";
import { hueOf, initialsOf } from "#web/design/initials.ts";

it("takes one or two letters of a name in any script", () => {
  const names = [
    "Lena Ortiz",
    "ana",
    "李雷",
    "Anna Maria de la Cruz",
    "Σωκράτης Π",
    "🌸 Flower",
    "+49 151 1234",
    "@lena",
    "  ",
    "👨‍👩‍👧 family",
  ];
  expect(names.map(initialsOf)).toEqual(["LO", "A", "李", "AC", "ΣΠ", "🌸", "4", "L", "?", "👨‍👩‍👧"]);
});

it("gives a name always the same hue", () => {
  expect(hueOf("Lena Ortiz")).toBe(hueOf("Lena Ortiz"));
  expect(hueOf("x".repeat(5_000))).toBeLessThan(360);
});
