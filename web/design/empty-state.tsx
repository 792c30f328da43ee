import type { TablerIcon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import styles from "#web/design/states.module.css";

interface EmptyStateProps {
  readonly icon: TablerIcon;
  /** What there is none of. */
  readonly title: string;
  /** What would stand here, in one sentence. */
  readonly sentence?: ReactNode;
  /** The one next step. */
  readonly action?: ReactNode;
  /** Set when it is the whole page, whose heading the title then is. */
  readonly heading?: boolean | undefined;
}

/** Stands where a list has nothing to show: what this is, and the one next step. */
export function EmptyState({ icon: Icon, title, sentence, action, heading }: EmptyStateProps) {
  const Title = heading ? "h1" : "p";
  return (
    <div className={styles.state}>
      <span className={styles.icon}>
        <Icon size={20} stroke={1.75} aria-hidden />
      </span>
      <Title className={styles.title}>{title}</Title>
      {sentence ? <p className={styles.sentence}>{sentence}</p> : null}
      {action ? <div className={styles.action}>{action}</div> : null}
    </div>
  );
}
