import type { TablerIcon } from "@tabler/icons-react";
import { classes } from "#web/design/classes.ts";
import styles from "#web/design/meaning.module.css";
import { type Meaning, meaningIcons } from "#web/design/meaning.ts";

interface StatusPillProps {
  readonly meaning: Meaning;
  /** The word of the status, such as "CONNECTED". */
  readonly children: string;
  /** Another icon than that of the meaning. */
  readonly icon?: TablerIcon | undefined;
}

/** A status as one word with the icon and the colour of its meaning. */
export function StatusPill({ meaning, children, icon }: StatusPillProps) {
  const Icon = icon ?? meaningIcons[meaning];
  return (
    <span className={classes(styles.pill, styles[meaning])}>
      <Icon size={14} stroke={2} aria-hidden />
      {children}
    </span>
  );
}
