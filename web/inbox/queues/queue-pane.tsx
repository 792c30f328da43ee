import { Link } from "@tanstack/react-router";
import { formatNumber } from "#web/design/format-number.ts";
import { TeamMark } from "#web/design/team-mark.tsx";
import type { ListFilter } from "#web/inbox/data/belongs.ts";
import type { InboxSearch } from "#web/inbox/data/use-address.ts";
import styles from "#web/inbox/queues/queue-pane.module.css";
import { type ShownQueue, useShownQueues } from "#web/inbox/queues/use-shown-queues.ts";

/** The queues of the inbox with how many conversations each holds. */
export function QueuePane({ filter }: { filter: ListFilter }) {
  const queues = useShownQueues(filter);
  return (
    <>
      <h2 className={styles.title}>Inbox</h2>
      <ul className={styles.queues}>
        {queues.map((queue) => (
          <li key={queue.team?.id ?? queue.id}>
            <QueueLink queue={queue} />
          </li>
        ))}
      </ul>
    </>
  );
}

function QueueLink({ queue }: { queue: ShownQueue }) {
  const { id, team, count, isOpen } = queue;
  return (
    <Link
      to="/inbox"
      search={(former: InboxSearch) => ({ channel: former.channel, queue: id, team: team?.id })}
      className={styles.queue}
      aria-current={isOpen ? "page" : undefined}
      data-active={isOpen || undefined}
    >
      {queue.icon ? <queue.icon size={18} stroke={1.75} aria-hidden /> : null}
      <span className={styles.name}>{team ? <TeamMark team={team} /> : queue.name}</span>
      {count ? <span className={styles.count}>{countSaid(count)}</span> : null}
    </Link>
  );
}

/** The server stops counting at 1,000. */
export function countSaid(count: number): string {
  return count >= 1_000 ? `${formatNumber(1_000)}+` : formatNumber(count);
}
