import { IconLock, IconMessage } from "@tabler/icons-react";
import styles from "#web/inbox/composer/composer.module.css";
import { type ComposerMode, write } from "#web/inbox/composer/composer-mode.ts";

/** Whether the customer or only colleagues read what is written. */
export function ModeChoice({ mode, canAnswer }: { mode: ComposerMode; canAnswer: boolean }) {
  return (
    <div className={styles.modes} role="tablist" aria-label="Who reads this">
      <Mode id="reply" name="Answer" icon={IconMessage} chosen={mode} disabled={!canAnswer} />
      <Mode id="note" name="Note" icon={IconLock} chosen={mode} disabled={false} />
    </div>
  );
}

interface ModeProps {
  readonly id: ComposerMode;
  readonly name: string;
  readonly icon: typeof IconLock;
  readonly chosen: ComposerMode;
  readonly disabled: boolean;
}

function Mode({ id, name, icon: Icon, chosen, disabled }: ModeProps) {
  const key = id === "reply" ? "R" : "N";
  return (
    <button
      type="button"
      role="tab"
      className={styles.mode}
      aria-selected={chosen === id}
      disabled={disabled}
      title={`${id === "reply" ? "The customer reads it" : "Only colleagues read it"} (${key})`}
      onClick={() => write(id)}
    >
      <Icon size={14} stroke={1.75} aria-hidden />
      {name}
    </button>
  );
}
