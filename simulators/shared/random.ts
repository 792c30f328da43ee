/**
 * A stream of numbers in [0, 1) that is the same for the same seed (mulberry32), so that a failing run can be repeated.
 */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A whole number from `low` to `high`, both included. */
export function randomInteger(random: () => number, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

/** `length` characters of `A-Z a-z 0-9 _ -`, the alphabet of bot tokens and file ids. */
export function randomText(random: () => number, length: number): string {
  return Array.from({ length }, () => ALPHABET[randomInteger(random, 0, ALPHABET.length - 1)]).join("");
}
