import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { Member } from "#contract/members.ts";
import { mostNoteLength } from "#contract/notes.ts";
import { now } from "#web/design/clock.ts";
import { joined, newIdempotencyKey } from "#web/inbox/composer/compose.ts";
import { write } from "#web/inbox/composer/composer-mode.ts";
import { choose, mentionsIn, typedMention } from "#web/inbox/composer/mentions.ts";
import { useCandidates } from "#web/inbox/composer/use-candidates.ts";
import { useDraft } from "#web/inbox/composer/use-draft.ts";
import type { Unsent } from "#web/inbox/data/outbox.ts";
import { send } from "#web/inbox/data/send-unsent.ts";
import { useSession } from "#web/shell/session.ts";

/** The note that is being written in a conversation, whom it may mention, and the adding of it. */
export function useNote(conversationId: string) {
  const client = useQueryClient();
  const memberId = useSession().profile.id;
  const input = useRef<HTMLTextAreaElement>(null);
  const { draft, change, clear } = useDraft(conversationId, "note");
  const [cursor, setCursor] = useState<number | null>(null);
  const typed = cursor === null ? null : typedMention(draft.text, cursor, draft.named);
  const candidates = useCandidates(conversationId, typed);
  const text = draft.text.trim();
  const left = mostNoteLength - text.length;
  const ready = text !== "" && left >= 0;

  function type(next: string, at: number): void {
    change({ text: next });
    setCursor(at);
  }

  function mention({ id, displayName }: Member): void {
    if (!typed || cursor === null) return;
    const label = `@${displayName}`;
    const next = choose(draft.text, cursor, typed, label);
    // At once, as the next key may be pressed before the next frame is drawn.
    flushSync(() => {
      change(({ named }) => ({ text: next.text, named: [...named, { memberId: id, label }] }));
      setCursor(null);
    });
    input.current?.focus();
    input.current?.setSelectionRange(next.cursor, next.cursor);
  }

  function submit(): void {
    if (!ready) return;
    const note = mentionsIn(text, draft.named);
    const writtenAt = new Date(now()).toISOString();
    const whose = { idempotencyKey: newIdempotencyKey(), memberId, conversationId, writtenAt };
    send(client, { ...whose, text, file: null, asDocument: false, voice: null, replyTo: null, note });
    clear();
    setCursor(null);
    input.current?.focus();
  }

  return {
    takeBack: takeBackInto(change),
    input,
    draft,
    left,
    ready,
    candidates,
    type,
    mention,
    submit,
    stopMentioning: () => setCursor(null),
  };
}

/** Puts a note that was refused back where it was written, behind what is there by now. */
function takeBackInto(change: ReturnType<typeof useDraft>["change"]): (unsent: Unsent) => void {
  return ({ text, note }) => {
    const again = (note ?? []).map(({ memberId, offset, length }) => ({
      memberId,
      label: text.slice(offset, offset + length),
    }));
    change((former) => ({ text: joined(former.text, text), named: [...former.named, ...again] }));
    write("note");
  };
}
