import { Tooltip } from "@mantine/core";
import type { TablerIcon } from "@tabler/icons-react";
import type { ComponentPropsWithRef } from "react";
import { classes } from "#web/design/classes.ts";
import { formatCount } from "#web/design/format-number.ts";
import styles from "#web/shell/frame.module.css";

interface RailButtonProps extends ComponentPropsWithRef<"button"> {
  readonly icon: TablerIcon;
  /** The name, as a tooltip in the rail and as a word in the bottom bar. */
  readonly label: string;
  /** How many things wait here; 0 shows nothing. */
  readonly count?: number | undefined;
}

/** One button of the rail (of the bottom bar on a phone), such as the bell. */
export function RailButton({ icon: Icon, label, count = 0, className, ...rest }: RailButtonProps) {
  return (
    <Tooltip label={label} position="right" disabled={rest["aria-expanded"] === true}>
      <button
        type="button"
        className={classes(styles.button, className)}
        aria-label={count > 0 ? `${label}, ${count} new` : label}
        {...rest}
      >
        <Icon size={20} stroke={1.75} aria-hidden />
        {count > 0 ? <span className={styles.count}>{formatCount(count)}</span> : null}
        <span className={styles.label} aria-hidden>
          {label}
        </span>
      </button>
    </Tooltip>
  );
}
