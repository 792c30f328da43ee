import { ActionIcon, Button, Popover, Tooltip } from "@mantine/core";
import { IconMoodSmile, IconPaperclip, IconSend2 } from "@tabler/icons-react";
import { lazy, Suspense, useRef, useState } from "react";
import { counted, formatNumber } from "#web/design/format-number.ts";
import styles from "#web/inbox/composer/composer.module.css";
import { VoiceButton } from "#web/inbox/voice/voice-button.tsx";

const EmojiPicker = lazy(() => import("#web/inbox/composer/emoji-picker.tsx"));

interface ComposerBarProps {
  readonly left: number | null;
  readonly ready: boolean;
  readonly uploading: boolean;
  /** A file is attached that cannot be sent. */
  readonly stuck: boolean;
  readonly onEmoji: (emoji: string) => void;
  readonly onFiles: (files: readonly File[]) => void;
  /** Begins a voice message; null where the channel takes none. */
  readonly onSpeak: (() => void) | null;
  readonly onSend: () => void;
}

/** Under the text: emoji, files, how much room is left, and the button that sends. */
export function ComposerBar({ left, ready, uploading, stuck, onEmoji, onFiles, onSpeak, onSend }: ComposerBarProps) {
  return (
    <div className={styles.bar}>
      <EmojiButton onEmoji={onEmoji} />
      <FileButton onFiles={onFiles} />
      {onSpeak ? <VoiceButton onClick={onSpeak} /> : null}
      <span className={styles.rest} />
      <Hint left={left} stuck={stuck} />
      <Button
        size="compact-md"
        disabled={!ready}
        onClick={onSend}
        leftSection={<IconSend2 size={16} aria-hidden />}
        title={uploading ? "The files are still being uploaded" : undefined}
      >
        Send
      </Button>
    </div>
  );
}

function EmojiButton({ onEmoji }: { onEmoji: (emoji: string) => void }) {
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="top-start" width={320} trapFocus returnFocus={false}>
      <Popover.Target>
        <ActionIcon aria-label="Emoji" onClick={() => setOpened(!opened)}>
          <IconMoodSmile size={20} stroke={1.75} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={8}>
        <Suspense fallback={null}>
          <EmojiPicker
            onChoose={(emoji) => {
              setOpened(false);
              onEmoji(emoji);
            }}
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}

function FileButton({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Tooltip label="Attach files">
        <ActionIcon aria-label="Attach files" onClick={() => input.current?.click()}>
          <IconPaperclip size={20} stroke={1.75} />
        </ActionIcon>
      </Tooltip>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        data-file-input
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}

/** What keeps the message from being sent comes before what is good to know. */
function Hint({ left, stuck }: { left: number | null; stuck: boolean }) {
  if (stuck) {
    return (
      <span className={styles.left} data-over role="status">
        Remove the file that cannot be sent.
      </span>
    );
  }
  if (left !== null) return <Left left={left} />;
  return <span className={styles.hint}>Shift+Enter for a new line</span>;
}

function Left({ left }: { left: number }) {
  return (
    <span className={styles.left} data-over={left < 0 || undefined} role="status">
      {left < 0
        ? `${counted(-left, "character")} too many. Shorten it, or send it in parts.`
        : `${formatNumber(left)} left`}
    </span>
  );
}
