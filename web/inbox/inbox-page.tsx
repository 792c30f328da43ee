import { IconMessages } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { ContactPane } from "#web/contacts/contact-pane.tsx";
import { classes } from "#web/design/classes.ts";
import { EmptyState } from "#web/design/empty-state.tsx";
import { Kbd } from "#web/design/kbd.tsx";
import { useTabTitle } from "#web/design/page.tsx";
import { BeginDialog } from "#web/inbox/begin/begin-dialog.tsx";
import { useGone } from "#web/inbox/data/gone.ts";
import { countsQuery } from "#web/inbox/data/queries.ts";
import { useAddress } from "#web/inbox/data/use-address.ts";
import { useInboxLive } from "#web/inbox/data/use-inbox-live.ts";
import styles from "#web/inbox/inbox-page.module.css";
import { ListPane } from "#web/inbox/list/list-pane.tsx";
import { QueuePane } from "#web/inbox/queues/queue-pane.tsx";
import { ThreadPane } from "#web/inbox/thread/thread-pane.tsx";
import { useInboxKeys } from "#web/inbox/use-inbox-keys.ts";

/** The inbox: queues, the list, the open conversation and its contact. On narrow screens each pane is a page. */
export function InboxPage() {
  const { filter, conversationId, panel } = useAddress();
  const counts = useQuery(countsQuery(undefined));
  const unread = counts.data?.unread ?? 0;
  useTabTitle(unread > 0 ? `(${unread > 999 ? "999+" : unread}) Inbox` : "Inbox");
  useInboxLive();
  useInboxKeys(filter, conversationId);
  const isGone = useGone(conversationId ?? "") !== undefined;
  const view = conversationId ? (panel ?? "thread") : "list";
  return (
    <div className={styles.room}>
      <h1 className="wk-hidden">Inbox</h1>
      <BeginDialog />
      <div className={styles.panes} data-view={view} data-inbox>
        <nav className={classes(styles.pane, styles.queues)} aria-label="Queues">
          <QueuePane filter={filter} />
        </nav>
        <section className={classes(styles.pane, styles.list)} aria-label="Conversations">
          <ListPane filter={filter} conversationId={conversationId} />
        </section>
        <section className={classes(styles.pane, styles.thread)} aria-label="Conversation" data-thread>
          {conversationId ? <ThreadPane key={conversationId} conversationId={conversationId} /> : <NothingOpen />}
        </section>
        {conversationId && !isGone ? (
          <aside className={classes(styles.pane, styles.contact)} aria-label="Contact">
            <ContactPane conversationId={conversationId} />
          </aside>
        ) : null}
      </div>
    </div>
  );
}

function NothingOpen() {
  return (
    <div className={styles.nothing}>
      <EmptyState
        icon={IconMessages}
        title="No conversation is open"
        sentence={
          <span className={styles.hint}>
            Choose one from the list, or go through them with <Kbd keys="j" /> and <Kbd keys="k" />.
          </span>
        }
      />
    </div>
  );
}
