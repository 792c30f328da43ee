import { cleanText } from "#server/conversations/clean-text.ts";

/** A text that the sender's program chose, as PostgreSQL can keep it and no longer than `most` UTF-16 code units. */
export function clip(text: string, most: number): string {
  return cleanText(text.slice(0, most));
}

/** What a person calls themselves; phones take 25 characters. Null for nothing. */
export function clipName(name: string | null | undefined): string | null {
  return clip(name ?? "", 100).trim() || null;
}
