import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import type { ChannelCapabilities } from "#contract/channels.ts";
import { mostUploadBytes, type UploadedFile } from "#contract/files.ts";
import type { Message } from "#contract/messages.ts";
import { now } from "#web/design/clock.ts";
import { composed, isTooLargeToShow, joined, lettersLeft, newIdempotencyKey } from "#web/inbox/composer/compose.ts";
import { composerMode, write } from "#web/inbox/composer/composer-mode.ts";
import { useDraft } from "#web/inbox/composer/use-draft.ts";
import { useUploads } from "#web/inbox/composer/use-uploads.ts";
import type { Unsent } from "#web/inbox/data/outbox.ts";
import { send } from "#web/inbox/data/send-unsent.ts";
import { quotedOf } from "#web/inbox/thread/quoted-of.ts";
import { useSession } from "#web/shell/session.ts";

/** What other parts of the thread ask of the composer. */
export interface ComposerHandle {
  readonly addFiles: (files: readonly File[]) => void;
  readonly replyTo: (message: Message) => void;
  readonly edit: (message: Message) => void;
  /** Takes back what the server refused, so that it can be changed. */
  readonly takeBack: (unsent: Unsent) => void;
}

/** Until the channel is known, nothing is refused here; the server judges anyway. */
const unknownLimits: Pick<ChannelCapabilities, "text" | "caption" | "photo" | "video" | "document"> = {
  text: { maxLength: 20_000 },
  caption: { maxLength: 0 },
  photo: { maxBytes: mostUploadBytes },
  video: { maxBytes: mostUploadBytes },
  document: { maxBytes: mostUploadBytes },
};

/** What is being written in a conversation, whether it can be sent, and the sending. */
export function useWriting(conversationId: string, capabilities: ChannelCapabilities | undefined) {
  const client = useQueryClient();
  const memberId = useSession().profile.id;
  const input = useRef<HTMLTextAreaElement>(null);
  const limits = capabilities ?? unknownLimits;
  const { draft, change, clear } = useDraft(conversationId, "reply");
  const uploads = useUploads(Math.min(limits.document.maxBytes, mostUploadBytes), (file) =>
    change((former) => ({ files: [...former.files, file] })),
  );
  const left = lettersLeft(draft.text, limits);
  const empty = draft.text.trim() === "" && draft.files.length === 0;
  const ready = !empty && uploads.uploading.length === 0 && (left === null || left >= 0);

  /** What was typed stays where it is; a recording that was sent has answered what was to be answered. */
  function endSpeaking(wasSent: boolean): void {
    if (wasSent) change({ replyTo: null });
    requestAnimationFrame(() => input.current?.focus());
  }

  function submit(): void {
    if (!ready) return;
    const writtenAt = new Date(now()).toISOString();
    for (const message of composed(draft, limits)) {
      send(client, { ...message, idempotencyKey: newIdempotencyKey(), memberId, conversationId, writtenAt });
    }
    clear();
    input.current?.focus();
  }

  return {
    isTooLargeToShow: (file: UploadedFile) => isTooLargeToShow(file, limits),
    input,
    draft,
    change,
    uploads,
    left,
    ready,
    submit,
    endSpeaking,
    handle: handleOf(change, uploads.addFiles),
  };
}

/** What comes from elsewhere in the thread is written at once, so the reply is shown for it. */
function handleOf(change: ReturnType<typeof useDraft>["change"], addFiles: ComposerHandle["addFiles"]): ComposerHandle {
  return {
    addFiles: (files) => {
      composerMode.set("reply");
      addFiles(files);
    },
    replyTo: (message) => {
      change({ replyTo: quotedOf(message) });
      write("reply");
    },
    edit: (message) => {
      if ("text" in message.content) change({ text: message.content.text });
      write("reply");
    },
    takeBack: ({ text, file, replyTo }) => {
      change((former) => ({
        text: joined(former.text, text),
        replyTo,
        files: [...former.files, ...(file ? [file] : [])],
      }));
      write("reply");
    },
  };
}
