import type { MessageEntity } from "./wire.ts";

const PATTERNS: [type: string, pattern: RegExp][] = [
  ["bot_command", /(?<![\w/])\/[A-Za-z0-9_]{1,32}(?:@\w{5,32})?/g],
  ["url", /(?<!\S)(?:https?:\/\/)?(?:[\p{L}\p{N}-]+\.)+[\p{L}]{2,}(?::\d+)?(?:\/[^\s]*)?/gu],
  ["email", /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  ["mention", /(?<!\w)@[A-Za-z]\w{3,31}/g],
  ["hashtag", /(?<!\w)#[\p{L}\p{N}_]+/gu],
  ["phone_number", /(?<!\w)\+\d[\d ()-]{6,16}\d/g],
];

/** What Telegram's servers mark by themselves in a text: commands, links, addresses. Counted in UTF-16 units. */
export function detectEntities(text: string, given: MessageEntity[] = []): MessageEntity[] {
  const found = [...given];
  for (const [type, pattern] of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length };
      if (!found.some((other) => overlaps(other, entity))) found.push(entity);
    }
  }
  return found.sort((a, b) => a.offset - b.offset || b.length - a.length);
}

function overlaps(a: MessageEntity, b: MessageEntity): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length;
}
