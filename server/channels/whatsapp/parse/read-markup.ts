import type { TextEntity } from "#contract/message-content.ts";
import { clip } from "#server/channels/whatsapp/parse/clip.ts";

/** A text without the characters that format it, and what they formatted; offsets count UTF-16 code units. */
export interface MarkedText {
  readonly text: string;
  readonly entities: readonly TextEntity[];
}

/** A stretch of the text as it was written; the marks at both ends belong to it and are not shown. */
interface Stretch {
  readonly kind: TextEntity["kind"];
  readonly from: number;
  readonly to: number;
  readonly mark: number;
}

const kinds: Readonly<Record<string, TextEntity["kind"]>> = { "*": "bold", _: "italic", "~": "strikethrough" };
const blocks = /```([\s\S]+?)```|`([^`\n]+)`/g;
const addresses = /\bhttps?:\/\/[^\s<>"'`]+/gi;
const closing = new Set(".,;:!?)]}");
/** As much as phones let people write. What is longer was typed by nobody, and a page of such messages would fill a browser. */
export const mostCharacters = 65_536;
const mostEntities = 1_000;

/**
 * Reads the formatting that people type: `*bold*`, `_italic_`, `~struck~`, "`code`", "```preformatted```"
 * (faq.whatsapp.com/539178204879377), and web addresses. What is not closed in its line stays as it was typed. Of a text that is longer
 * than phones let people write the beginning is kept.
 */
export function readMarkup(written: string): MarkedText {
  const isLong = written.length > mostCharacters;
  if (isLong || !/[*_~`]|https?:\/\//i.test(written)) return { text: clip(written, mostCharacters), entities: [] };
  const code = readCode(written);
  const stretches = [...code, ...readLines(written, code)].toSorted(
    (one, other) => one.from - other.from || other.to - one.to,
  );
  const { text, moved } = takeMarksOut(written, stretches);
  const formatted = stretches.map(({ kind, from, to, mark }) => {
    const offset = moved(from + mark);
    return { kind, offset, length: moved(to - mark) - offset };
  });
  const entities = [...formatted, ...readAddresses(text)].filter(({ length }) => length > 0);
  return { text, entities: entities.slice(0, mostEntities) };
}

function readCode(written: string): Stretch[] {
  return [...written.matchAll(blocks)].map((match) => {
    const isBlock = match[1] !== undefined;
    const ends = { from: match.index, to: match.index + match[0].length };
    return { kind: isBlock ? ("preformatted" as const) : ("code" as const), mark: isBlock ? 3 : 1, ...ends };
  });
}

/** Between the stretches of code, line by line. */
function readLines(written: string, code: readonly Stretch[]): Stretch[] {
  const found: Stretch[] = [];
  let from = 0;
  for (const end of [...code.map((stretch) => stretch), null]) {
    const until = end?.from ?? written.length;
    for (const line of written.slice(from, until).matchAll(/[^\n]+/g)) {
      found.push(...readLine(written, from + line.index, from + line.index + line[0].length));
    }
    from = end?.to ?? until;
  }
  return found;
}

/** A mark opens before a character that is shown and closes behind one, and never in the middle of a word. */
function readLine(written: string, from: number, to: number): Stretch[] {
  const found: Stretch[] = [];
  const open: { readonly sign: string; readonly at: number }[] = [];
  for (let at = from; at < to; at += 1) {
    const sign = written[at] ?? "";
    const kind = kinds[sign];
    if (!kind) continue;
    const place = open.findLastIndex((mark) => mark.sign === sign);
    const start = open[place];
    if (start && start.at < at - 1 && isShown(written[at - 1]) && !isWord(written[at + 1])) {
      found.push({ kind, from: start.at, to: at + 1, mark: 1 });
      open.length = place;
    } else if (!start && !isWord(written[at - 1]) && isShown(written[at + 1])) {
      open.push({ sign, at });
    }
  }
  return found;
}

function takeMarksOut(written: string, stretches: readonly Stretch[]) {
  const marks = stretches
    .flatMap(({ from, to, mark }) => [
      { at: from, length: mark },
      { at: to - mark, length: mark },
    ])
    .toSorted((one, other) => one.at - other.at);
  const kept: string[] = [];
  const gone: { readonly at: number; readonly before: number }[] = [];
  let next = 0;
  let before = 0;
  for (const { at, length } of marks) {
    kept.push(written.slice(next, at));
    next = at + length;
    before += length;
    gone.push({ at: next, before });
  }
  kept.push(written.slice(next));
  // Where a place of the written text is in the shown one: so many marks before it are gone.
  const moved = (place: number) => place - goneBefore(gone, place);
  return { text: kept.join(""), moved };
}

function goneBefore(gone: readonly { readonly at: number; readonly before: number }[], place: number): number {
  let low = 0;
  let high = gone.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((gone[middle]?.at ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return gone[low - 1]?.before ?? 0;
}

/** Sentences end behind an address, so what closes one does not belong to it. */
function readAddresses(text: string): TextEntity[] {
  return [...text.matchAll(addresses)].flatMap(({ 0: found, index: offset }) => {
    const address = withoutClosing(found);
    const url = URL.parse(address);
    return url ? [{ kind: "link" as const, offset, length: address.length, url: url.href }] : [];
  });
}

/** A pattern would look at each sign from each of them, and strangers can write tens of thousands. */
function withoutClosing(found: string): string {
  let end = found.length;
  while (closing.has(found[end - 1] ?? "")) end -= 1;
  return found.slice(0, end);
}

function isShown(character: string | undefined): boolean {
  return character !== undefined && !/\s/.test(character);
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}
