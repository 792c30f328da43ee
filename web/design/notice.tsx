import type { ReactNode } from "react";
import { classes } from "#web/design/classes.ts";
import styles from "#web/design/meaning.module.css";
import { type Meaning, meaningIcons } from "#web/design/meaning.ts";

interface NoticeProps {
  readonly meaning: Meaning;
  /** One or two sentences: what happened, why, what to do. */
  readonly children: ReactNode;
  /** The one thing to do about it. */
  readonly action?: ReactNode;
  /** Without corners and over the full width, for the banner slot of the frame. */
  readonly edge?: boolean | undefined;
  /** Reads itself aloud to screen readers when it appears. */
  readonly announce?: boolean | undefined;
}

/** A sentence that matters where it stands: in a form, above a list, or as the banner of the frame. */
export function Notice({ meaning, children, action, edge, announce }: NoticeProps) {
  const Icon = meaningIcons[meaning];
  const role = announce ? (meaning === "bad" ? "alert" : "status") : undefined;
  return (
    <div className={classes(styles.notice, styles[meaning], edge && styles.edge)} role={role}>
      <div className={styles.said}>
        <Icon size={16} stroke={2} aria-hidden />
        <div className={styles.words}>{children}</div>
      </div>
      {action}
    </div>
  );
}
