import { ActionIcon, Button, Textarea, Tooltip } from "@mantine/core";
import { IconAt, IconNotes } from "@tabler/icons-react";
import { type KeyboardEvent, type Ref, useId, useImperativeHandle } from "react";
import type { Conversation } from "#contract/conversations.ts";
import { counted } from "#web/design/format-number.ts";
import { CandidateList, optionId } from "#web/inbox/composer/candidate-list.tsx";
import styles from "#web/inbox/composer/composer.module.css";
import { insertAtCursor } from "#web/inbox/composer/insert-at-cursor.ts";
import { useNote } from "#web/inbox/composer/use-note.ts";

interface NoteWritingProps {
  readonly conversation: Conversation;
  /** Else it keeps its place and its text out of sight. */
  readonly active: boolean;
  readonly ref: Ref<NoteHandle>;
}

/** What other parts of the composer ask of the note. */
export type NoteHandle = Pick<ReturnType<typeof useNote>, "takeBack">;

/** The field of a note: only colleagues read it, and `@` mentions those who see the conversation. */
export function NoteWriting({ conversation, active, ref }: NoteWritingProps) {
  const listId = useId();
  const note = useNote(conversation.id);
  const { input, draft, candidates } = note;
  const onKeyDown = noteKeys(note);
  useImperativeHandle(ref, () => note);
  return (
    <div className={styles.writing} data-away={!active || undefined}>
      {active ? <CandidateList id={listId} candidates={candidates} onChoose={note.mention} /> : null}
      <Textarea
        ref={input}
        variant="unstyled"
        classNames={{ input: styles.input ?? "" }}
        aria-label={`Note about ${conversation.contact.name}`}
        aria-autocomplete="list"
        aria-controls={candidates.chosen && listId}
        aria-activedescendant={optionId(listId, candidates.chosen)}
        placeholder="Write a note for your colleagues. @ mentions one."
        dir="auto"
        autosize
        minRows={2}
        maxRows={10}
        value={draft.text}
        onChange={({ currentTarget }) => note.type(currentTarget.value, currentTarget.selectionStart)}
        onBlur={note.stopMentioning}
        onKeyDown={onKeyDown}
        data-composer={active || undefined}
      />
      <NoteBar note={note} />
    </div>
  );
}

function NoteBar({ note }: { note: ReturnType<typeof useNote> }) {
  const { input, draft, left, ready } = note;

  function mention() {
    const cursor = input.current?.selectionStart ?? draft.text.length;
    const begins = cursor === 0 || /\s/u.test(draft.text[cursor - 1] ?? "");
    const sign = begins ? "@" : " @";
    note.type(insertAtCursor(input.current, draft.text, sign), cursor + sign.length);
  }

  return (
    <div className={styles.bar}>
      <Tooltip label="Mention a colleague">
        <ActionIcon aria-label="Mention a colleague" onMouseDown={(event) => event.preventDefault()} onClick={mention}>
          <IconAt size={20} stroke={1.75} />
        </ActionIcon>
      </Tooltip>
      <span className={styles.rest} />
      {left < 0 ? (
        <span className={styles.left} data-over role="status">
          {`${counted(-left, "character")} too many. Shorten it, or write two notes.`}
        </span>
      ) : (
        <span className={styles.hint}>The customer never sees this</span>
      )}
      <Button
        size="compact-md"
        disabled={!ready}
        onClick={note.submit}
        leftSection={<IconNotes size={16} aria-hidden />}
      >
        Add note
      </Button>
    </div>
  );
}

/** Enter adds the note, or mentions who is chosen while a mention is typed; Escape leaves first the mention, then the field. */
function noteKeys(note: ReturnType<typeof useNote>): (event: KeyboardEvent<HTMLTextAreaElement>) => void {
  const { candidates, mention, submit, stopMentioning, input } = note;
  const { chosen } = candidates;
  return (event) => {
    // While an input method is composing a word, Enter chooses it; Safari says so only by key code 229.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const deed = deedOf(event);
    if (!deed) return;
    event.preventDefault();
    deed();
  };

  function deedOf({ key, shiftKey }: KeyboardEvent): (() => void) | undefined {
    if (chosen && key === "ArrowDown") return () => candidates.step(1);
    if (chosen && key === "ArrowUp") return () => candidates.step(-1);
    if (chosen && (key === "Enter" || key === "Tab")) return () => mention(chosen);
    if (key === "Enter" && !shiftKey) return submit;
    if (key === "Escape") return () => (chosen ? stopMentioning() : input.current?.blur());
    return undefined;
  }
}
