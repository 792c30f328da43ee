const mostWords = 40;
const longestWord = 60;

/**
 * The words by which names are found: in lower case, in the form NFKC, and without accents beside it, so that "jose" finds José.
 * Search splits what is typed in the same way (`typedWords`) and compares beginnings.
 */
export function wordsOf(...names: readonly (string | null)[]): string[] {
  const words = names.flatMap((name) => split(name ?? ""));
  return [...new Set(words.flatMap((word) => [word, plain(word)]))].slice(0, mostWords);
}

/** The beginnings that a person typed into a search field, longest first. What looks like a phone number is one, however it is spaced. */
export function typedWords(typed: string): string[] {
  const number = readNumber(typed);
  if (number !== null) return [number];
  return [...new Set(split(typed))].sort((one, other) => other.length - one.length).slice(0, 6);
}

const fewestDigits = 6;

/** Numbers of fewer digits are more often part of a name, unless they begin as only phone numbers do. */
function readNumber(typed: string): string | null {
  if (!/^[+\d\s()./-]+$/.test(typed)) return null;
  const digits = typed.replace(/\D/g, "").replace(/^00/, "");
  return digits.length >= fewestDigits || (/^\s*[+0]/.test(typed) && digits.length >= 2) ? digits : null;
}

function split(text: string): string[] {
  const words =
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return words.map((word) => [...word].slice(0, longestWord).join(""));
}

function plain(word: string): string {
  return word.normalize("NFD").replace(/\p{M}/gu, "").normalize("NFC") || word;
}
