/** The letters of the world beside Latin ones, the rarer before those that also stand beside them. */
const letters: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, "Japanese"],
  [/\p{Script=Hangul}/u, "Korean"],
  [/\p{Script=Han}/u, "Chinese"],
  [/\p{Script=Arabic}/u, "Arabic"],
  [/\p{Script=Hebrew}/u, "Hebrew"],
  [/\p{Script=Cyrillic}/u, "Cyrillic"],
  [/\p{Script=Greek}/u, "Greek"],
  [/\p{Script=Devanagari}/u, "Devanagari"],
  [/\p{Script=Thai}/u, "Thai"],
];

/** In which letters a word is written, for those who cannot read them or whose computer cannot draw them; null for Latin ones. */
export function lettersOf(word: string): string | null {
  return letters.find(([pattern]) => pattern.test(word))?.[1] ?? null;
}
