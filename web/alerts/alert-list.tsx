import { Button } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { AlertLine } from "#web/alerts/alert-line.tsx";
import styles from "#web/alerts/alert-list.module.css";
import { type News, newsOf } from "#web/alerts/news.ts";
import { useAlerts } from "#web/alerts/use-alerts.ts";
import { EmptyState } from "#web/design/empty-state.tsx";
import { ErrorState } from "#web/design/error-state.tsx";
import { ListSkeleton } from "#web/design/list-skeleton.tsx";
import { NotificationLine } from "#web/notifications/notification-line.tsx";
import { AskForPopups } from "#web/notifications/popups/ask-for-popups.tsx";
import { useNotifications } from "#web/notifications/use-notifications.ts";
import { useSession } from "#web/shell/session.ts";

/** Outages of channels and what concerns this member in one list, newest first. `onLeave` is called when a link leads away. */
export function AlertList({ onLeave }: { onLeave: () => void }) {
  const { workspace } = useSession();
  return (
    <section className={styles.panel} aria-label="Alerts">
      <header className={styles.header}>
        <h2 className={styles.title}>Alerts</h2>
        <Link to="/settings/general" className={styles.link} onClick={onLeave}>
          {workspace.channelAlerts ? "Settings" : "Channel alerts are off: settings"}
        </Link>
      </header>
      <AskForPopups />
      <Body onLeave={onLeave} />
    </section>
  );
}

function Body({ onLeave }: { onLeave: () => void }) {
  const alerts = useAlerts();
  const notifications = useNotifications();
  const both = [alerts, notifications];
  const failed = both.filter(({ data, error }) => !data && error);
  if (failed[0]) {
    const again = () => failed.forEach(({ refetch }) => void refetch());
    return <ErrorState title="The alerts could not be loaded" error={failed[0].error} onRetry={again} />;
  }
  if (!alerts.data || !notifications.data) return <ListSkeleton rowHeight={76} rows={3} disc={16} />;
  const news = newsOf(
    { items: alerts.alerts, more: alerts.hasNextPage },
    { items: notifications.notifications, more: notifications.hasNextPage },
  );
  if (news.length === 0) return <NoNews />;
  const older = both.filter(({ hasNextPage }) => hasNextPage);
  return (
    <>
      <ul className={styles.list}>
        {news.map((one) => (
          <Line key={one.kind === "alert" ? one.alert.id : one.notification.id} news={one} onLeave={onLeave} />
        ))}
      </ul>
      {older.length > 0 ? (
        <Button
          variant="subtle"
          fullWidth
          loading={older.some(({ isFetchingNextPage }) => isFetchingNextPage)}
          onClick={() => older.forEach(({ fetchNextPage }) => void fetchNextPage())}
        >
          Show older alerts
        </Button>
      ) : null}
    </>
  );
}

function Line({ news, onLeave }: { news: News; onLeave: () => void }) {
  const { seen } = news.kind === "alert" ? news.alert : news.notification;
  return (
    <li className={styles.item} data-new={!seen || undefined}>
      {news.kind === "alert" ? (
        <AlertLine alert={news.alert} onLeave={onLeave} />
      ) : (
        <NotificationLine notification={news.notification} onLeave={onLeave} />
      )}
    </li>
  );
}

function NoNews() {
  const { workspace } = useSession();
  return (
    <EmptyState
      icon={IconBell}
      title="No alerts"
      sentence={
        workspace.channelAlerts
          ? "Mentions, conversations that somebody gives you, and channels that are offline for a minute are told here."
          : "Channel alerts are switched off for this workspace, so nobody is warned. Mentions and conversations that somebody gives you are told here."
      }
    />
  );
}
