import { Textarea } from "@mantine/core";
import { lazy, type Ref, Suspense, useImperativeHandle, useState } from "react";
import type { Channel } from "#contract/channels.ts";
import type { Conversation } from "#contract/conversations.ts";
import styles from "#web/inbox/composer/composer.module.css";
import { ComposerBar } from "#web/inbox/composer/composer-bar.tsx";
import { FileChips } from "#web/inbox/composer/file-chips.tsx";
import { insertAtCursor } from "#web/inbox/composer/insert-at-cursor.ts";
import { ReplyBar } from "#web/inbox/composer/reply-bar.tsx";
import { useTellTyping } from "#web/inbox/composer/use-tell-typing.ts";
import { type ComposerHandle, useWriting } from "#web/inbox/composer/use-writing.ts";
import { useWritingKeys } from "#web/inbox/composer/use-writing-keys.ts";
import { useVoiceDraft } from "#web/inbox/voice/voice-drafts.ts";

const VoicePanel = lazy(() => import("#web/inbox/voice/voice-panel.tsx"));

interface WritingProps {
  readonly conversation: Conversation;
  readonly channel: Channel | undefined;
  /** Else it keeps its place, its text and its uploads out of sight. */
  readonly active: boolean;
  readonly ref: Ref<ComposerHandle>;
}

/** The field of an answer with what it carries: the message it quotes, its files, the room that is left. */
export function Writing({ conversation, channel, active, ref }: WritingProps) {
  const writing = useWriting(conversation.id, channel?.capabilities);
  const { draft, change, handle } = writing;
  const waits = useVoiceDraft(conversation.id) !== undefined;
  const [begun, setSpeaking] = useState(false);
  const speaking = begun || waits;
  const speak = channel?.capabilities.voice ? () => setSpeaking(true) : null;
  useImperativeHandle(ref, () => handle);
  return (
    <div className={styles.writing} data-away={!active || undefined}>
      {draft.replyTo ? <ReplyBar quoted={draft.replyTo} onClose={() => change({ replyTo: null })} /> : null}
      {speaking ? (
        <Suspense fallback={<div className={styles.opening} />}>
          <VoicePanel
            conversationId={conversation.id}
            active={active}
            replyTo={draft.replyTo}
            onEnd={(wasSent) => {
              setSpeaking(false);
              writing.endSpeaking(wasSent);
            }}
          />
        </Suspense>
      ) : (
        <Field conversation={conversation} channel={channel} writing={writing} active={active} onSpeak={speak} />
      )}
    </div>
  );
}

interface FieldProps {
  readonly conversation: Conversation;
  readonly channel: Channel | undefined;
  readonly writing: ReturnType<typeof useWriting>;
  readonly active: boolean;
  readonly onSpeak: (() => void) | null;
}

function Field({ conversation, channel, writing, active, onSpeak }: FieldProps) {
  const { input, draft, change, uploads } = writing;
  const keys = useWritingKeys(writing);
  const tellTyping = useTellTyping(conversation.id, channel?.capabilities.presence ?? false);
  return (
    <>
      <FileChips
        files={draft.files}
        uploading={uploads.uploading}
        asDocument={writing.isTooLargeToShow}
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
        onChange={(event) => {
          change({ text: event.currentTarget.value });
          tellTyping(event.currentTarget.value);
        }}
        data-composer={active || undefined}
        {...keys}
      />
      <ComposerBar
        left={writing.left}
        ready={writing.ready}
        uploading={uploads.uploading.some((one) => one.failure === null)}
        stuck={uploads.uploading.some((one) => one.failure !== null)}
        onEmoji={(emoji) => change({ text: insertAtCursor(input.current, draft.text, emoji) })}
        onFiles={uploads.addFiles}
        onSpeak={onSpeak}
        onSend={writing.submit}
      />
    </>
  );
}
