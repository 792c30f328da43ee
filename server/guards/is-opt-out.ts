/** No message that is longer is one of the words, whatever they are. */
const longest = 60;

/** Whether a text can be an opt-out at all, asked before anybody looks for the words. */
export function mayBeOptOut(text: string): boolean {
  return text.length > 0 && text.length <= longest;
}

/**
 * Whether a text is exactly one of the opt-out words. Case, accents, punctuation, emoji and spaces around it do not matter; a word
 * within a sentence is none.
 */
export function isOptOut(text: string, words: readonly string[]): boolean {
  if (!mayBeOptOut(text)) return false;
  const said = plain(text);
  return said !== "" && words.some((word) => plain(word) === said);
}

function plain(text: string): string {
  const letters = text.normalize("NFKD").replace(/\p{M}+/gu, "");
  return letters
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
