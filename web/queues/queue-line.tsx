import styles from "#web/queues/queue-line.module.css";
import { QueuePicker } from "#web/queues/queue-picker.tsx";
import { useQueues } from "#web/queues/use-queues.ts";
import { useRight } from "#web/shell/session.ts";

/** Whose queue a channel is, on the channel's own row. */
export function QueueLine({ channelId }: { channelId: string }) {
  const mayRead = useRight("teams.read");
  const { data } = useQueues();
  const queue = data?.items.find(({ channel }) => channel.id === channelId);
  if (!mayRead || !queue) return null;
  return (
    <div className={styles.line}>
      <span>Queue of</span>
      <QueuePicker queue={queue} />
    </div>
  );
}
