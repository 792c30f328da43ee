import type { UploadedFile } from "#contract/files.ts";
import type { Message } from "#contract/messages.ts";
import type { Named } from "#web/inbox/composer/mentions.ts";
import { keepStored, readStored } from "#web/inbox/data/stored.ts";

/** What is written and not sent yet in one conversation. */
export interface Draft {
  readonly text: string;
  readonly replyTo: Message["replyTo"];
  /** Files that are uploaded already. */
  readonly files: readonly UploadedFile[];
  /** The colleagues that were chosen to be mentioned, each by what the text then says. */
  readonly named: readonly Named[];
}

/** The draft of a conversation in which nothing is written. */
export const emptyDraft: Draft = { text: "", replyTo: null, files: [], named: [] };

/** Which draft: of a member, as several may use this browser, in a conversation, for the customer or for colleagues. */
export interface DraftPlace {
  readonly memberId: string;
  readonly conversationId: string;
  readonly kind: "reply" | "note";
}

/** Reads a draft. What this browser kept in another form, or not at all, is an empty draft. */
export function readDraft(storage: () => Storage, place: DraftPlace): Draft {
  const kept = readStored<Partial<Draft>>(storage, keyOf(place));
  if (typeof kept !== "object" || kept === null) return emptyDraft;
  return {
    text: typeof kept.text === "string" ? kept.text : "",
    replyTo: kept.replyTo ?? null,
    files: Array.isArray(kept.files) ? kept.files : [],
    named: Array.isArray(kept.named) ? kept.named : [],
  };
}

/** Keeps a draft; an empty one leaves nothing behind. */
export function keepDraft(storage: () => Storage, place: DraftPlace, draft: Draft): void {
  const empty = draft.text === "" && draft.replyTo === null && draft.files.length === 0;
  keepStored(storage, keyOf(place), empty ? null : draft);
}

function keyOf({ memberId, conversationId, kind }: DraftPlace): string {
  return `wokfow.draft.${memberId}.${conversationId}${kind === "note" ? ".note" : ""}`;
}
