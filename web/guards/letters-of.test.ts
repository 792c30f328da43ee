import { expect, it } from "vitest";
import { lettersOf } from "#web/guards/letters-of.ts";

it("names the letters of a word that are not Latin", () => {
  expect(["إيقاف", "הסר", "退订", "СТОП", "停止する", "중지"].map(lettersOf)).toEqual([
    "Arabic",
    "Hebrew",
    "Chinese",
    "Cyrillic",
    "Japanese",
    "Korean",
  ]);
});

it("says nothing of Latin ones, with whatever accents", () => {
  expect(["STOP", "ARRÊT", "Wypisz", "4U"].map(lettersOf)).toEqual([null, null, null, null]);
});
