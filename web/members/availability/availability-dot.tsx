import type { Availability } from "#contract/members.ts";
import { classes } from "#web/design/classes.ts";
import styles from "#web/members/availability/availability-dot.module.css";
import { availabilityWords } from "#web/members/availability/availability-words.ts";

interface AvailabilityDotProps {
  readonly availability: Availability;
  /** Left out where the word stands beside it. */
  readonly named?: boolean | undefined;
}

/** Whether somebody takes conversations: a full disc, one with a bar, or a ring. Made for the corner of a face. */
export function AvailabilityDot({ availability, named }: AvailabilityDotProps) {
  return (
    <>
      <span className={classes(styles.dot, styles[availability])} aria-hidden />
      {named ? <span className="wk-hidden">{availabilityWords[availability].name.toLowerCase()}</span> : null}
    </>
  );
}
