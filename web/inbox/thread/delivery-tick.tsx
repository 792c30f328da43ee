import {
  IconAlertCircle,
  IconCheck,
  IconChecks,
  IconClock,
  IconHelpCircle,
  type TablerIcon,
} from "@tabler/icons-react";
import type { DeliveryState } from "#contract/messages.ts";
import { classes } from "#web/design/classes.ts";
import styles from "#web/inbox/thread/delivery-tick.module.css";

interface Look {
  readonly icon: TablerIcon;
  readonly words: string;
  readonly tone?: "bad" | "attention" | "read";
}

const looks: Readonly<Record<DeliveryState, Look>> = {
  queued: { icon: IconClock, words: "Waiting to be sent" },
  sending: { icon: IconClock, words: "On its way" },
  sent: { icon: IconCheck, words: "Sent" },
  delivered: { icon: IconChecks, words: "Delivered" },
  read: { icon: IconChecks, words: "Read by the customer", tone: "read" },
  refused: { icon: IconAlertCircle, words: "Not delivered", tone: "bad" },
  unknown: { icon: IconHelpCircle, words: "Perhaps not delivered", tone: "attention" },
};

/** How far a message of ours has come, as a small sign with its words. */
export function DeliveryTick({ state }: { state: DeliveryState }) {
  const { icon: Icon, words, tone } = looks[state];
  return (
    <span className={classes(styles.tick, tone && styles[tone])} title={words} data-state={state}>
      <Icon size={14} stroke={2} aria-hidden />
      <span className="wk-hidden">{words}</span>
    </span>
  );
}
