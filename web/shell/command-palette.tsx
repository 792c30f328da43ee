import { Modal } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { focusAtOnce } from "#web/design/focus-at-once.ts";
import { Kbd } from "#web/design/kbd.tsx";
import { useFocusBack } from "#web/design/use-focus-back.ts";
import styles from "#web/shell/command-palette.module.css";
import type { Command } from "#web/shell/commands.ts";
import { useFoundCommands } from "#web/shell/found-commands.ts";

/** Ctrl-K: type a few letters, press Enter, be there. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  useFocusBack();
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState(0);
  const found = useFoundCommands(typed);
  const list = useId();
  const at = Math.min(chosen, Math.max(0, found.length - 1));

  function type(next: string) {
    setTyped(next);
    setChosen(0);
  }

  function run(command: Command | undefined) {
    if (!command) return;
    onClose();
    command.run();
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length > 0) setChosen((at + step + found.length) % found.length);
    else if (event.key === "Enter" && !event.nativeEvent.isComposing) run(found[at]);
    else return;
    event.preventDefault();
  }

  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      centered={false}
      yOffset="12dvh"
      transitionProps={{ duration: 0 }}
      size={560}
      padding={0}
      attributes={{ content: { "aria-label": "Go anywhere" } }}
      classNames={{ body: styles.body ?? "" }}
    >
      <Search
        list={list}
        typed={typed}
        active={found[at] ? `${list}-${at}` : undefined}
        onType={type}
        onKeyDown={onKeyDown}
      />
      <Found id={list} found={found} at={at} onPoint={setChosen} onRun={run} typed={typed} />
    </Modal>
  );
}

interface SearchProps {
  readonly list: string;
  readonly typed: string;
  /** The id of the chosen line. */
  readonly active: string | undefined;
  readonly onType: (next: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function Search({ list, typed, active, onType, onKeyDown }: SearchProps) {
  return (
    <div className={styles.search}>
      <IconSearch size={18} aria-hidden />
      <input
        className={styles.input}
        value={typed}
        onChange={(event) => onType(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        placeholder="Where to, or what to do?"
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={active}
        aria-label="Go anywhere"
        autoComplete="off"
        spellCheck={false}
        // The dialog itself would wait a moment, in which the first letters typed after Ctrl-K were lost.
        ref={focusAtOnce}
        data-autofocus
      />
      <Kbd keys="escape" />
    </div>
  );
}

interface FoundProps {
  readonly id: string;
  readonly found: readonly Command[];
  readonly at: number;
  readonly typed: string;
  readonly onPoint: (at: number) => void;
  readonly onRun: (command: Command) => void;
}

function Found({ id, found, at, typed, onPoint, onRun }: FoundProps) {
  const chosen = useRef<HTMLDivElement>(null);
  const selected = found[at];
  useEffect(() => {
    if (selected) chosen.current?.scrollIntoView({ block: "nearest" });
  }, [selected]);
  return (
    <div className={styles.list} id={id} role="listbox" aria-label="Found">
      {found.map((command, index) => (
        <div key={`${command.group} ${command.id}`} role="presentation">
          {command.group === found[index - 1]?.group ? null : (
            <div className={styles.group} role="presentation">
              {command.group}
            </div>
          )}
          {/** The input keeps the focus and moves the choice; a pointer may choose too. */}
          <div
            ref={index === at ? chosen : null}
            id={`${id}-${index}`}
            className={styles.option}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            onPointerMove={() => onPoint(index)}
            onClick={() => onRun(command)}
            onKeyDown={(event) => event.key === "Enter" && onRun(command)}
          >
            {command.icon ? <command.icon size={18} stroke={1.75} aria-hidden /> : null}
            <span className={styles.text}>{command.label}</span>
            {command.hint ? <span className={styles.hint}>{command.hint}</span> : null}
          </div>
        </div>
      ))}
      {found.length === 0 ? <div className={styles.none}>Nothing is called “{typed}”. Try fewer letters.</div> : null}
    </div>
  );
}
