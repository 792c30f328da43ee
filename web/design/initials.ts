/** One or two letters for a name in any script: "Lena Ortiz" is LO, "李雷" is 李, "🌸" stays 🌸. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = firstCharacter(words[0] ?? "");
  const last = words.length > 1 ? firstCharacter(words.at(-1) ?? "") : "";
  if (!first) return "?";
  return isLetter(first) && isLetter(last) ? `${first}${last}`.toLocaleUpperCase() : first.toLocaleUpperCase();
}

/** A hue from 0 to 359 that is always the same for the same name. */
export function hueOf(name: string): number {
  let hash = 7;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 360_007;
  return hash % 360;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** What people call one character; a flag or a family emoji is several code points. Signs such as "+" or "@" are passed over. */
function firstCharacter(word: string): string {
  const characters = [...segmenter.segment(word.slice(0, 40))].map((part) => part.segment);
  return (
    characters.find(
      (character) => !/^[\p{P}\p{S}]$/u.test(character) || /\p{Extended_Pictographic}/u.test(character),
    ) ?? ""
  );
}

function isLetter(character: string): boolean {
  return /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u.test(character);
}
