import { Textarea } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ClipboardEvent, type KeyboardEvent, type Ref, useImperativeHandle, useRef } from "react";
import type { Channel, ChannelCapabilities } from "#contract/channels.ts";
import type { Conversation } from "#contract/conversations.ts";
import type { Message } from "#contract/messages.ts";
import { now } from "#web/design/clock.ts";
import { composed, lettersLeft, newIdempotencyKey } from "#web/inbox/composer/compose.ts";
import styles from "#web/inbox/composer/composer.module.css";
import { ComposerBar } from "#web/inbox/composer/composer-bar.tsx";
import { ComposerNotice, whyNot } from "#web/inbox/composer/composer-notice.tsx";
import { FileChips } from "#web/inbox/composer/file-chips.tsx";
import { insertAtCursor } from "#web/inbox/composer/insert-at-cursor.ts";
import { ReplyBar } from "#web/inbox/composer/reply-bar.tsx";
import { useDraft } from "#web/inbox/composer/use-draft.ts";
import { useUploads } from "#web/inbox/composer/use-uploads.ts";
import { channelsQuery } from "#web/inbox/data/queries.ts";
import { send } from "#web/inbox/data/send-unsent.ts";
import { quotedOf } from "#web/inbox/thread/quoted-of.ts";

/** What other parts of the thread ask of the composer. */
export interface ComposerHandle {
  readonly addFiles: (files: readonly File[]) => void;
  readonly replyTo: (message: Message) => void;
  readonly edit: (message: Message) => void;
}

interface ComposerProps {
  readonly conversation: Conversation;
  readonly ref: Ref<ComposerHandle>;
}

/** Where an answer is written. What stands in its way is said above it. */
export function Composer({ conversation, ref }: ComposerProps) {
  const channels = useQuery(channelsQuery);
  const channel = channels.data?.items.find((one) => one.id === conversation.channel.id);
  const reason = whyNot(conversation, channel, channels.isSuccess);
  return (
    <div className={styles.composer}>
      {reason ? <ComposerNotice reason={reason} /> : null}
      {conversation.can.reply && !reason?.final ? (
        <Writing conversation={conversation} channel={channel} ref={ref} />
      ) : null}
    </div>
  );
}

interface WritingProps extends ComposerProps {
  readonly channel: Channel | undefined;
}

/** Until the channel is known, nothing is refused here; the server judges anyway. */
const unknownLimits: Pick<ChannelCapabilities, "text" | "caption" | "document"> = {
  text: { maxLength: 20_000 },
  caption: { maxLength: 0 },
  document: { maxBytes: 50_000_000 },
};

function Writing({ conversation, channel, ref }: WritingProps) {
  const client = useQueryClient();
  const input = useRef<HTMLTextAreaElement>(null);
  const limits = channel?.capabilities ?? unknownLimits;
  const { draft, change, clear } = useDraft(conversation.id);
  const uploads = useUploads(limits.document.maxBytes, (file) =>
    change((former) => ({ files: [...former.files, file] })),
  );
  const left = lettersLeft(draft.text, limits);
  const empty = draft.text.trim() === "" && draft.files.length === 0;
  const ready = !empty && uploads.uploading.length === 0 && (left === null || left >= 0);

  useImperativeHandle(ref, () => ({
    addFiles: uploads.addFiles,
    replyTo: (message) => {
      change({ replyTo: quotedOf(message) });
      input.current?.focus();
    },
    edit: (message) => {
      if ("text" in message.content) change({ text: message.content.text });
      input.current?.focus();
    },
  }));

  function submit() {
    if (!ready) return;
    const writtenAt = new Date(now()).toISOString();
    for (const message of composed(draft, limits)) {
      send(client, { ...message, idempotencyKey: newIdempotencyKey(), conversationId: conversation.id, writtenAt });
    }
    clear();
    input.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Escape" && !event.nativeEvent.isComposing) return leave();
    // While an input method is composing a word, Enter chooses it; Safari says so only by key code 229.
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    submit();
  }

  function leave() {
    if (draft.replyTo) change({ replyTo: null });
    else input.current?.blur();
  }

  function onPaste(event: ClipboardEvent) {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    uploads.addFiles(files);
  }

  return (
    <div className={styles.box}>
      {draft.replyTo ? <ReplyBar quoted={draft.replyTo} onClose={() => change({ replyTo: null })} /> : null}
      <FileChips
        files={draft.files}
        uploading={uploads.uploading}
        onRemoveFile={(id) => change((former) => ({ files: former.files.filter((file) => file.id !== id) }))}
        onRemoveUpload={uploads.remove}
      />
      <Textarea
        ref={input}
        variant="unstyled"
        classNames={{ input: styles.input ?? "" }}
        aria-label={`Answer ${conversation.contact.name}`}
        placeholder="Write an answer"
        dir="auto"
        autosize
        minRows={2}
        maxRows={10}
        value={draft.text}
        onChange={(event) => change({ text: event.currentTarget.value })}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        data-composer
      />
      <ComposerBar
        left={left}
        ready={ready}
        uploading={uploads.uploading.some((one) => one.failure === null)}
        onEmoji={(emoji) => change({ text: insertAtCursor(input.current, draft.text, emoji) })}
        onFiles={uploads.addFiles}
        onSend={submit}
      />
    </div>
  );
}
