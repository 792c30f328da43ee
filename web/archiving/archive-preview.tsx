import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import styles from "#web/archiving/archive-section.module.css";
import { previewQuery } from "#web/archiving/archiving-queries.ts";
import { ErrorState } from "#web/design/error-state.tsx";
import { counted } from "#web/design/format-number.ts";
import { ListSkeleton } from "#web/design/list-skeleton.tsx";
import { RelativeTime } from "#web/design/relative-time.tsx";

/** How many conversations a period would archive if it were saved now, and which. */
export function ArchivePreview({ days }: { days: number }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(previewQuery(days));
  if (!data && error) {
    return <ErrorState title="The preview could not be made" error={error} onRetry={() => void refetch()} />;
  }
  if (!data) return <ListSkeleton rowHeight={44} rows={4} disc={0} />;
  const total = data.pages.at(-1)?.total ?? 0;
  const rows = data.pages.flatMap((page) => page.items);
  return (
    <div>
      <p className={styles.said} role="status">
        {total === 0
          ? `Nothing would be archived now: somebody has written in every open conversation within ${counted(days, "day")}.`
          : `This would archive ${counted(total, "conversation")} now. You can undo it for 24 hours.`}
      </p>
      {total > 0 ? (
        <section className={styles.list} aria-label="Conversations that would be archived">
          <ul className={styles.rows}>
            {rows.map((row) => (
              <li key={row.conversationId} className={styles.row}>
                <Link
                  to="/inbox/$conversationId"
                  params={{ conversationId: row.conversationId }}
                  target="_blank"
                  className={styles.contact}
                >
                  {row.contactName}
                </Link>
                <span className={styles.soft}>
                  {row.channelName}
                  {row.assigneeName ? ` · ${row.assigneeName}` : ""}
                </span>
                <span className={styles.time}>
                  <RelativeTime moment={row.lastActivityAt} />
                </span>
              </li>
            ))}
          </ul>
          {hasNextPage ? (
            <Button variant="subtle" fullWidth loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              Show more
            </Button>
          ) : null}
        </section>
      ) : null}
    </div>
  );
}
