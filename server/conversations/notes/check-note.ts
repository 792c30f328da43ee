import type { TextEntity } from "#contract/message-content.ts";
import type { NoteDraft } from "#contract/notes.ts";
import { cleanText } from "#server/conversations/clean-text.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";

/** A note as it is kept: without the blanks around it, each mention where it stands in what is left. */
export interface CheckedNote {
  readonly idempotencyKey: string;
  readonly text: string;
  readonly mentions: readonly (TextEntity & { readonly memberId: string })[];
}

/** Judges what a note says. Refused `text_empty`, and `mention_misplaced` when two mentions overlap or one lies outside of the text. */
export function checkNote({ idempotencyKey, text: written, mentions: given }: NoteDraft): CheckedNote {
  const cleaned = cleanText(written);
  const text = cleaned.trim();
  if (text === "") throw fault("text", "text_empty", "Write something before the note is added.");
  const blanks = cleaned.length - cleaned.trimStart().length;
  const mentions = given
    .map((mention) => ({ kind: "mention" as const, ...mention, offset: mention.offset - blanks }))
    .sort((one, other) => one.offset - other.offset);
  let end = 0;
  for (const { offset, length } of mentions) {
    if (offset < end) throw misplaced();
    end = offset + length;
  }
  if (end > text.length) throw misplaced();
  return { idempotencyKey, text, mentions };
}

function misplaced(): Refusal {
  return fault("mentions", "mention_misplaced", "A mention lies outside of the note, or on another mention.");
}

function fault(path: string, code: string, message: string): Refusal {
  return new Refusal(422, code, message, { fields: [{ path, message }] });
}
