import { Progress } from "@mantine/core";
import styles from "#web/channels/sync-progress.module.css";

/** How far the recent chats of an account have been fetched. */
export function SyncProgress({ done, total }: { readonly done: number; readonly total: number }) {
  const percent = total > 0 ? Math.min(100, Math.floor((done / total) * 100)) : 0;
  return (
    <div className={styles.sync}>
      <span>Fetching recent chats {percent} %</span>
      <Progress value={percent} size="sm" className={styles.bar ?? ""} aria-label="Fetching recent chats" />
    </div>
  );
}
