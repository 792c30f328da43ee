import { Button } from "@mantine/core";
import { IconAlertTriangle, IconRefresh } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { sentenceOf } from "#web/design/sentence-of.ts";
import styles from "#web/design/states.module.css";

interface ErrorStateProps {
  /** What could not be shown, such as "The conversations could not be loaded." */
  readonly title: string;
  /** The error itself, or a sentence. */
  readonly error: unknown;
  /** Tries again. */
  readonly onRetry?: (() => void) | undefined;
  readonly action?: ReactNode;
}

/** Stands where something could not be loaded: what happened, and a way to try again. */
export function ErrorState({ title, error, onRetry, action }: ErrorStateProps) {
  return (
    <div className={styles.state} role="alert">
      <span className={styles.icon} data-bad>
        <IconAlertTriangle size={20} stroke={1.75} aria-hidden />
      </span>
      <p className={styles.title}>{title}</p>
      <p className={styles.sentence}>{sentenceOf(error)}</p>
      <div className={styles.action}>
        {onRetry ? (
          <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={onRetry}>
            Try again
          </Button>
        ) : null}
        {action}
      </div>
    </div>
  );
}
