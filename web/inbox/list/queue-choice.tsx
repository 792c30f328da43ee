import { Menu } from "@mantine/core";
import { IconCheck, IconChevronDown } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { classes } from "#web/design/classes.ts";
import type { ListFilter } from "#web/inbox/data/belongs.ts";
import { countsQuery } from "#web/inbox/data/queries.ts";
import { useGo } from "#web/inbox/data/use-address.ts";
import styles from "#web/inbox/list/list-pane.module.css";
import { countSaid } from "#web/inbox/queues/queue-pane.tsx";
import { queueOf, queues } from "#web/inbox/queues/queues.ts";

/** The queues as a menu, for screens too narrow for their pane. */
export function QueueChoice({ filter }: { filter: ListFilter }) {
  const { change } = useGo();
  const { data: counts } = useQuery(countsQuery(filter.channelId));
  const current = queueOf(filter.queue);
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <button
          type="button"
          className={classes(styles.choice, styles.queueChoice)}
          aria-label={`Queue: ${current.name}`}
        >
          {current.name}
          <IconChevronDown size={16} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {queues.map((queue) => (
          <Menu.Item
            key={queue.id}
            leftSection={<queue.icon size={16} aria-hidden />}
            rightSection={
              queue.id === filter.queue ? (
                <IconCheck size={16} aria-label="chosen" />
              ) : queue.id === "archive" ? null : (
                countSaid(counts?.[queue.id] ?? 0)
              )
            }
            onClick={() => change({ queue: queue.id })}
          >
            {queue.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
