import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Kbd } from "#web/design/kbd.tsx";
import { BeginButton } from "#web/inbox/begin/begin-button.tsx";
import type { ListFilter } from "#web/inbox/data/belongs.ts";
import { useGo } from "#web/inbox/data/use-address.ts";
import { useRows } from "#web/inbox/data/use-rows.ts";
import { ChannelSwitcher } from "#web/inbox/list/channel-switcher.tsx";
import styles from "#web/inbox/list/list-pane.module.css";
import { QueueChoice } from "#web/inbox/list/queue-choice.tsx";
import { rowToFocus } from "#web/inbox/list/row-to-focus.ts";

/** What stands above the list: the search by name or number and the choice of a channel. */
export function ListHeader({ filter }: { filter: ListFilter }) {
  return (
    <div className={styles.header}>
      <div className={styles.line}>
        <Search filter={filter} />
        <BeginButton />
      </div>
      <div className={styles.line}>
        <QueueChoice filter={filter} />
        <ChannelSwitcher filter={filter} />
      </div>
    </div>
  );
}

const typingPauseMs = 150;

function Search({ filter }: { filter: ListFilter }) {
  const { change } = useGo();
  const { rows } = useRows(filter);
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(filter.search ?? "");
  const tell = useDebouncedCallback((search: string) => change({ search: search.trim() || undefined }), typingPauseMs);
  useEffect(() => {
    if (document.activeElement !== input.current) setTyped(filter.search ?? "");
  }, [filter.search]);

  function type(next: string) {
    setTyped(next);
    tell(next);
  }

  function onKeyDown(event: KeyboardEvent) {
    const [first] = rows;
    if (event.key === "ArrowDown" && first) {
      event.preventDefault();
      rowToFocus.set(first.id);
    }
    if (event.key !== "Escape") return;
    if (typed) type("");
    else input.current?.blur();
  }

  return (
    <TextInput
      ref={input}
      className={styles.search}
      aria-label="Search by name or number"
      placeholder="Search by name or number"
      type="search"
      maxLength={100}
      size="sm"
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      data-inbox-search
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        typed ? (
          <CloseButton size="sm" aria-label="Clear the search" onClick={() => type("")} />
        ) : (
          <span className={styles.key}>
            <Kbd keys="/" />
          </span>
        )
      }
    />
  );
}
