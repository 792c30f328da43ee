import { TextInput } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import { focusAtOnce } from "#web/design/focus-at-once.ts";
import { type Emoji, emojiGroups } from "#web/inbox/composer/emoji-list.ts";
import styles from "#web/inbox/composer/emoji-picker.module.css";

/** The emoji that people use with customers, found by their names. Loaded when it is first opened. */
export default function EmojiPicker({ onChoose }: { onChoose: (emoji: string) => void }) {
  const [typed, setTyped] = useState("");
  const wanted = typed.trim().toLowerCase();
  const groups = emojiGroups
    .map((group) => ({ ...group, emoji: group.emoji.filter(([, words]) => words.includes(wanted)) }))
    .filter((group) => group.emoji.length > 0);
  const first = groups[0]?.emoji[0];

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter" || !first || !wanted) return;
    event.preventDefault();
    onChoose(first[0]);
  }

  return (
    <>
      <TextInput
        aria-label="Search emoji"
        placeholder="Search emoji"
        size="sm"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        ref={focusAtOnce}
      />
      <div className={styles.scroll}>
        {groups.map((group) => (
          <section key={group.name} aria-label={group.name}>
            <h3 className={styles.title}>{group.name}</h3>
            <div className={styles.grid}>
              {group.emoji.map((emoji) => (
                <EmojiButton key={emoji[0]} emoji={emoji} onChoose={onChoose} />
              ))}
            </div>
          </section>
        ))}
        {groups.length === 0 ? <p className={styles.none}>No emoji of this name.</p> : null}
      </div>
    </>
  );
}

function EmojiButton({ emoji: [sign, words], onChoose }: { emoji: Emoji; onChoose: (emoji: string) => void }) {
  return (
    <button type="button" className={styles.emoji} title={words} aria-label={words} onClick={() => onChoose(sign)}>
      {sign}
    </button>
  );
}
