import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { formatNumber } from "#web/design/format-number.ts";
import type { ListFilter } from "#web/inbox/data/belongs.ts";
import { countsQuery } from "#web/inbox/data/queries.ts";
import type { InboxSearch } from "#web/inbox/data/use-address.ts";
import styles from "#web/inbox/queues/queue-pane.module.css";
import { type Queue, queues } from "#web/inbox/queues/queues.ts";

/** The queues of the inbox with how many conversations each holds. */
export function QueuePane({ filter }: { filter: ListFilter }) {
  const { data: counts } = useQuery(countsQuery(filter.channelId));
  return (
    <>
      <h2 className={styles.title}>Inbox</h2>
      <ul className={styles.queues}>
        {queues.map((queue) => (
          <li key={queue.id}>
            <QueueLink
              queue={queue}
              active={queue.id === filter.queue}
              count={queue.id === "archive" ? 0 : (counts?.[queue.id] ?? 0)}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

interface QueueLinkProps {
  readonly queue: Queue;
  readonly active: boolean;
  readonly count: number;
}

function QueueLink({ queue, active, count }: QueueLinkProps) {
  return (
    <Link
      to="/inbox"
      search={(former: InboxSearch) => ({ channel: former.channel, queue: queue.id })}
      className={styles.queue}
      aria-current={active ? "page" : undefined}
      data-active={active || undefined}
    >
      <queue.icon size={18} stroke={1.75} aria-hidden />
      <span className={styles.name}>{queue.name}</span>
      {count > 0 ? <span className={styles.count}>{countSaid(count)}</span> : null}
    </Link>
  );
}

/** The server stops counting at 1,000. */
export function countSaid(count: number): string {
  return count >= 1_000 ? `${formatNumber(1_000)}+` : formatNumber(count);
}
