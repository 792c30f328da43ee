import { Menu } from "@mantine/core";
import { IconCheck, IconChevronDown } from "@tabler/icons-react";
import { classes } from "#web/design/classes.ts";
import { TeamMark } from "#web/design/team-mark.tsx";
import type { ListFilter } from "#web/inbox/data/belongs.ts";
import { useGo } from "#web/inbox/data/use-address.ts";
import styles from "#web/inbox/list/list-pane.module.css";
import { countSaid } from "#web/inbox/queues/queue-pane.tsx";
import { type ShownQueue, useOpenQueue, useShownQueues } from "#web/inbox/queues/use-shown-queues.ts";

/** The queues as a menu, for screens too narrow for their pane. */
export function QueueChoice({ filter }: { filter: ListFilter }) {
  const { change } = useGo();
  const queues = useShownQueues(filter);
  const { name } = useOpenQueue(filter);
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <button type="button" className={classes(styles.choice, styles.queueChoice)} aria-label={`Queue: ${name}`}>
          <bdi className={styles.choiceName}>{name}</bdi>
          <IconChevronDown size={16} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown mah="70dvh" style={{ overflowY: "auto" }}>
        {queues.map((queue) => (
          <Menu.Item
            key={queue.team?.id ?? queue.id}
            leftSection={<Sign queue={queue} />}
            rightSection={<End queue={queue} />}
            onClick={() => change({ queue: queue.id, team: queue.team?.id })}
          >
            <bdi className={styles.choiceName}>{queue.name}</bdi>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Sign({ queue: { icon: Icon, team } }: { queue: ShownQueue }) {
  return (
    <span className={styles.sign} aria-hidden>
      {Icon ? <Icon size={16} /> : null}
      {team ? <TeamMark team={team} bare /> : null}
    </span>
  );
}

function End({ queue: { isOpen, count } }: { queue: ShownQueue }) {
  if (isOpen) return <IconCheck size={16} aria-label="chosen" />;
  return count === null ? null : countSaid(count);
}
