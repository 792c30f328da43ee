import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import type { Conversation } from "#contract/conversations.ts";
import { useHeldWhilePressed } from "#web/design/use-held-while-pressed.ts";
import { ConversationRow } from "#web/inbox/list/conversation-row.tsx";
import styles from "#web/inbox/list/list-pane.module.css";
import { rowToFocus } from "#web/inbox/list/row-to-focus.ts";
import { useStore } from "#web/shell/store.ts";

/** The height of every row in pixels. */
export const rowHeight = 64;

interface ListRowsProps {
  readonly rows: readonly Conversation[];
  readonly openId: string | undefined;
  readonly hasMore: boolean;
  readonly loading: boolean;
  readonly failed: boolean;
  readonly onMore: () => void;
}

/** The rows of a list. Only those in sight are in the page, however many there are; more are fetched near the end. */
export function ListRows({ rows: latest, openId, hasMore, loading, failed, onMore }: ListRowsProps) {
  const rows = useHeldWhilePressed(latest);
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  const near = hasMore && !loading && !failed && lastShown >= rows.length - 12;
  useEffect(() => {
    if (near) onMore();
  }, [near, onMore]);
  useFocusRequest(scroll, rows, (index) => virtual.scrollToIndex(index));
  const reachable = rows.some((row) => row.id === openId) ? openId : rows[0]?.id;

  return (
    <div ref={scroll} className={styles.scroll}>
      <ul className={styles.rows} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index];
          return row ? (
            <li
              key={item.key}
              className={styles.slot}
              style={{ height: rowHeight, transform: `translateY(${item.start}px)` }}
              aria-setsize={hasMore ? -1 : rows.length}
              aria-posinset={item.index + 1}
            >
              <ConversationRow row={row} open={row.id === openId} reachable={row.id === reachable} />
            </li>
          ) : null;
        })}
      </ul>
      {failed ? (
        <p className={styles.more}>
          More could not be loaded.{" "}
          <button type="button" onClick={onMore}>
            Try again
          </button>
        </p>
      ) : null}
    </div>
  );
}

/** Scrolls to the row that the keys chose and focuses it once it is in the page. */
function useFocusRequest(
  scroll: React.RefObject<HTMLDivElement | null>,
  rows: readonly Conversation[],
  scrollTo: (index: number) => void,
): void {
  const wanted = useStore(rowToFocus);
  const index = wanted ? rows.findIndex((row) => row.id === wanted) : -1;
  useEffect(() => {
    if (!wanted || index === -1) return;
    scrollTo(index);
    const frame = requestAnimationFrame(() => {
      scroll.current?.querySelector<HTMLElement>(`[data-row="${wanted}"]`)?.focus({ preventScroll: true });
      rowToFocus.set(null);
    });
    return () => cancelAnimationFrame(frame);
  }, [wanted, index, scroll, scrollTo]);
}
