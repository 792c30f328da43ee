import { ActionIcon, Popover } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type KeyboardEvent, lazy, Suspense, useEffect, useState } from "react";
import type { Message } from "#contract/messages.ts";
import { CopyButton } from "#web/design/copy-button.tsx";
import type { Reacting } from "#web/inbox/reactions/reacting.ts";
import { reacting } from "#web/inbox/reactions/reacting.ts";
import styles from "#web/inbox/reactions/reactions.module.css";
import { useReact } from "#web/inbox/reactions/use-react.ts";

const EmojiPicker = lazy(() => import("#web/inbox/composer/emoji-picker.tsx"));

/** What most people answer with, and what it is called. */
const quick = [
  ["👍", "Thumbs up"],
  ["❤️", "Heart"],
  ["😂", "Tears of joy"],
  ["😮", "Surprised"],
  ["😢", "Sad"],
  ["🙏", "Thank you"],
] as const;

/** The choice of a reaction: six at hand, all others behind the plus. Ours is marked, and choosing it again takes it back. */
export default function ReactionMenu({ chosen: { message, at } }: { chosen: Reacting }) {
  const react = useReact();
  const [all, setAll] = useState(false);
  const ours = message.reactions.find(({ by }) => by === "us")?.emoji;
  useEndOfScroll(at);

  function choose(emoji: string): void {
    close(at);
    void react(message, emoji === ours ? null : emoji);
  }

  return (
    <Popover
      opened
      onChange={() => close(at)}
      position="top"
      width={all ? 320 : "auto"}
      trapFocus
      returnFocus={false}
      withinPortal
      // They would go to the anchor, which is a mere place.
      withRoles={false}
    >
      <Popover.Target>
        <span className={styles.anchor} style={placeOf(at)} />
      </Popover.Target>
      <Popover.Dropdown p={all ? 8 : 4} role="dialog" aria-label="React to the message">
        {all ? (
          <Suspense fallback={null}>
            <EmojiPicker onChoose={choose} />
          </Suspense>
        ) : (
          <Quick ours={ours} text={textOf(message)} onChoose={choose} onMore={() => setAll(true)} />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

interface QuickProps {
  readonly ours: string | undefined;
  /** What the message says in words, null when it says none. */
  readonly text: string | null;
  readonly onChoose: (emoji: string) => void;
  readonly onMore: () => void;
}

function Quick({ ours, text, onChoose, onMore }: QuickProps) {
  const own = ours && !quick.some(([emoji]) => emoji === ours) ? [[ours, "Your reaction"] as const] : [];
  return (
    <div className={styles.quick} role="toolbar" aria-label="Reactions" onKeyDown={moveByArrows}>
      {[...quick, ...own].map(([emoji, name], index) => (
        <button
          key={emoji}
          type="button"
          className={styles.choice}
          aria-label={name}
          aria-pressed={emoji === ours}
          title={emoji === ours ? "Take it back" : name}
          data-autofocus={index === 0 || undefined}
          onClick={() => onChoose(emoji)}
        >
          {emoji}
        </button>
      ))}
      <ActionIcon radius="xl" aria-label="More emoji" title="More emoji" onClick={onMore}>
        <IconPlus size={18} />
      </ActionIcon>
      {text ? (
        <span className={styles.copy}>
          <CopyButton value={text} label="Copy the text" />
        </span>
      ) : null}
    </div>
  );
}

function textOf({ content }: Message): string | null {
  return "text" in content && content.text ? content.text : null;
}

function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  if (step === 0) return;
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const focused = document.activeElement;
  const at = focused instanceof HTMLButtonElement ? buttons.indexOf(focused) : -1;
  buttons[(at + step + buttons.length) % buttons.length]?.focus();
}

/** Where the popover points to: a place on the screen, as the thread may be drawn anew under it. */
function placeOf(at: HTMLElement) {
  const { top, left, width, height } = at.getBoundingClientRect();
  return { top, left, width, height };
}

/** A place on the screen is wrong as soon as the thread moves. */
function useEndOfScroll(at: HTMLElement): void {
  useEffect(() => {
    const box = at.closest("[data-thread-scroll]");
    const end = () => reacting.set(null);
    box?.addEventListener("scroll", end);
    return () => box?.removeEventListener("scroll", end);
  }, [at]);
}

function close(at: HTMLElement): void {
  reacting.set(null);
  // Once the popover, which holds the focus, is gone.
  requestAnimationFrame(() => at.focus({ preventScroll: true }));
}
