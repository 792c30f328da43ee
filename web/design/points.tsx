import type { TablerIcon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import styles from "#web/design/points.module.css";

/** Short points in no order, each with a sign before it. */
export function Points({ children }: { children: ReactNode }) {
  return <ul className={styles.points}>{children}</ul>;
}

/** One of them. */
export function Point({ icon: Icon, children }: { icon: TablerIcon; children: ReactNode }) {
  return (
    <li className={styles.point}>
      <Icon size={20} stroke={1.5} aria-hidden />
      <span>{children}</span>
    </li>
  );
}
