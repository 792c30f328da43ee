import type { NoteDraft } from "#contract/notes.ts";

/** A colleague who was chosen, and what the text says for them, such as `@Ben Keller`. */
export interface Named {
  readonly memberId: string;
  readonly label: string;
}

/** A mention that is being typed: where its `@` stands and what follows it up to the cursor. */
export interface Typed {
  readonly at: number;
  readonly search: string;
}

const mostTyped = 40;

/** What is being typed after an `@` in front of the cursor; null when it is none, or a colleague who was chosen already. */
export function typedMention(text: string, cursor: number, named: readonly Named[]): Typed | null {
  const at = text.slice(0, cursor).lastIndexOf("@");
  if (at === -1 || cursor - at > mostTyped || isLetter(text[at - 1])) return null;
  const typed = text.slice(at, cursor);
  if (typed.includes("\n") || named.some(({ label }) => typed.startsWith(label))) return null;
  return { at, search: typed.slice(1) };
}

/** The text with a chosen colleague in the place of what was typed for them, and where the cursor stands then. */
export function choose(text: string, cursor: number, { at }: Typed, label: string): { text: string; cursor: number } {
  const rest = text.slice(cursor).replace(/^ /, "");
  return { text: `${text.slice(0, at)}${label} ${rest}`, cursor: at + label.length + 1 };
}

/**
 * Where a text mentions the colleagues that were chosen: wherever it still says what stands for them. Of two with the same name, the
 * first is meant by the first place.
 */
export function mentionsIn(text: string, named: readonly Named[]): NoteDraft["mentions"] {
  const found: NoteDraft["mentions"] = [];
  const waiting = [...named].sort((one, other) => other.label.length - one.label.length);
  for (let offset = text.indexOf("@"); offset !== -1; offset = text.indexOf("@", offset + 1)) {
    const meant = waiting.find(({ label }) => text.startsWith(label, offset) && !isLetter(text[offset + label.length]));
    if (!meant) continue;
    found.push({ memberId: meant.memberId, offset, length: meant.label.length });
    const hasNamesake = waiting.filter(({ label }) => label === meant.label).length > 1;
    if (hasNamesake) waiting.splice(waiting.indexOf(meant), 1);
  }
  return found;
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}
