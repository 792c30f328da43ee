import { randomInt } from "node:crypto";

const consonants = "bdfghjkmnprstvz";
const vowels = "aeiou";
const syllablesOfWord = 3;
const wordsOfPassword = 4;

/**
 * A password for somebody else to use once: four invented words that can be read out over the telephone. Its 74 bits are far
 * beyond the few guesses that the throttle allows.
 */
export function generatePassword(): string {
  return Array.from({ length: wordsOfPassword }, inventWord).join("-");
}

function inventWord(): string {
  return Array.from({ length: syllablesOfWord }, () => one(consonants) + one(vowels)).join("");
}

function one(letters: string): string {
  return letters.charAt(randomInt(letters.length));
}
