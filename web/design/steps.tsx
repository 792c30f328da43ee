import type { ReactNode } from "react";
import styles from "#web/design/steps.module.css";

/** What somebody does in turn, each step with its number before it. */
export function Steps({ children }: { children: ReactNode }) {
  return <ol className={styles.steps}>{children}</ol>;
}

/** One of them; what belongs to it may stand under its words. */
export function Step({ children }: { children: ReactNode }) {
  return (
    <li className={styles.step}>
      <div>{children}</div>
    </li>
  );
}
