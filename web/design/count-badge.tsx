import { classes } from "#web/design/classes.ts";
import styles from "#web/design/count-badge.module.css";
import { formatCount, formatNumber } from "#web/design/format-number.ts";

interface CountBadgeProps {
  readonly count: number;
  /** What is counted, for screen readers: "unread". */
  readonly label?: string | undefined;
  /** Filled with the accent: something new waits here. */
  readonly strong?: boolean | undefined;
}

/** A small count that never grows wider than five characters; nothing when the count is 0. */
export function CountBadge({ count, label, strong }: CountBadgeProps) {
  if (count <= 0) return null;
  return (
    <span
      className={classes(styles.badge, strong && styles.strong)}
      title={count >= 1_000 ? formatNumber(count) : undefined}
    >
      {formatCount(count)}
      {label ? <span className="wk-hidden"> {label}</span> : null}
    </span>
  );
}
