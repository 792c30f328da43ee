import { Progress } from "@mantine/core";
import styles from "#web/channels/sync-progress.module.css";
import { formatNumber } from "#web/design/format-number.ts";

/** How far the recent chats of a newly linked account have been fetched. */
export function SyncProgress({ done, total }: { readonly done: number; readonly total: number }) {
  const share = total > 0 ? Math.min(100, (done / total) * 100) : 0;
  return (
    <div className={styles.sync}>
      <span>
        Fetching recent chats {formatNumber(done)} / {formatNumber(total)}
      </span>
      <Progress value={share} size="sm" className={styles.bar ?? ""} aria-label="Fetching recent chats" />
    </div>
  );
}
