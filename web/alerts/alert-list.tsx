import { Button } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { AlertLine } from "#web/alerts/alert-line.tsx";
import styles from "#web/alerts/alert-list.module.css";
import { useAlerts } from "#web/alerts/use-alerts.ts";
import { EmptyState } from "#web/design/empty-state.tsx";
import { ErrorState } from "#web/design/error-state.tsx";
import { ListSkeleton } from "#web/design/list-skeleton.tsx";
import { useSession } from "#web/shell/session.ts";

/** All outages, newest first. `onLeave` is called when a link leads away. */
export function AlertList({ onLeave }: { onLeave: () => void }) {
  const { workspace } = useSession();
  const { data, error, refetch, alerts, hasNextPage, fetchNextPage, isFetchingNextPage } = useAlerts();
  return (
    <section className={styles.panel} aria-label="Alerts">
      <header className={styles.header}>
        <h2 className={styles.title}>Alerts</h2>
        <Link to="/settings/general" className={styles.link} onClick={onLeave}>
          {workspace.channelAlerts ? "Settings" : "Switched off: settings"}
        </Link>
      </header>
      {!data && error ? (
        <ErrorState title="The alerts could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : null}
      {!data && !error ? <ListSkeleton rowHeight={76} rows={3} disc={16} /> : null}
      {data && alerts.length === 0 ? <NoAlerts on={workspace.channelAlerts} /> : null}
      {alerts.length > 0 ? (
        <ul className={styles.list}>
          {alerts.map((alert) => (
            <li key={alert.id} className={styles.item} data-new={!alert.seen || undefined}>
              <AlertLine alert={alert} onLeave={onLeave} />
            </li>
          ))}
        </ul>
      ) : null}
      {hasNextPage ? (
        <Button variant="subtle" fullWidth loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show older alerts
        </Button>
      ) : null}
    </section>
  );
}

function NoAlerts({ on }: { on: boolean }) {
  return (
    <EmptyState
      icon={IconBell}
      title="No alerts"
      sentence={
        on
          ? "When a channel is offline for a minute, it is told here, and again when it is back."
          : "Channel alerts are switched off for this workspace, so nobody is warned."
      }
    />
  );
}
