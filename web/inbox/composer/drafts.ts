import type { UploadedFile } from "#contract/files.ts";
import type { Message } from "#contract/messages.ts";
import { keepStored, readStored } from "#web/inbox/data/stored.ts";

/** What is written and not sent yet in one conversation. */
export interface Draft {
  readonly text: string;
  readonly replyTo: Message["replyTo"];
  /** Files that are uploaded already. */
  readonly files: readonly UploadedFile[];
}

/** The draft of a conversation in which nothing is written. */
export const emptyDraft: Draft = { text: "", replyTo: null, files: [] };

/** Which draft: of a member, as several may use this browser, in a conversation. */
export interface DraftPlace {
  readonly memberId: string;
  readonly conversationId: string;
}

/** Reads a draft. What this browser kept in another form, or not at all, is an empty draft. */
export function readDraft(storage: () => Storage, place: DraftPlace): Draft {
  const kept = readStored<Partial<Draft>>(storage, keyOf(place));
  if (typeof kept !== "object" || kept === null) return emptyDraft;
  return {
    text: typeof kept.text === "string" ? kept.text : "",
    replyTo: kept.replyTo ?? null,
    files: Array.isArray(kept.files) ? kept.files : [],
  };
}

/** Keeps a draft; an empty one leaves nothing behind. */
export function keepDraft(storage: () => Storage, place: DraftPlace, draft: Draft): void {
  const empty = draft.text === "" && draft.replyTo === null && draft.files.length === 0;
  keepStored(storage, keyOf(place), empty ? null : draft);
}

function keyOf({ memberId, conversationId }: DraftPlace): string {
  return `wokfow.draft.${memberId}.${conversationId}`;
}
