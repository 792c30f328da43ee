import { IconArrowDown } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import type { Conversation } from "#contract/conversations.ts";
import { ErrorState } from "#web/design/error-state.tsx";
import { counted } from "#web/design/format-number.ts";
import { useTimeZone } from "#web/design/relative-time.tsx";
import { useUnsent } from "#web/inbox/data/outbox.ts";
import { stretchOf, type ThreadData } from "#web/inbox/data/patch-thread.ts";
import { threadQuery } from "#web/inbox/data/queries.ts";
import { DaySeparator, EventLine } from "#web/inbox/thread/event-line.tsx";
import { MessageGroup } from "#web/inbox/thread/message-group.tsx";
import { type Older, OlderMessages } from "#web/inbox/thread/older-messages.tsx";
import { type ThreadItem, threadItems } from "#web/inbox/thread/thread-items.ts";
import styles from "#web/inbox/thread/thread-log.module.css";
import { ThreadSkeleton } from "#web/inbox/thread/thread-skeleton.tsx";
import { UnsentBubble } from "#web/inbox/thread/unsent-bubble.tsx";
import { useMissed } from "#web/inbox/thread/use-missed.ts";
import { useThreadScroll } from "#web/inbox/thread/use-thread-scroll.ts";

interface ThreadLogProps {
  readonly conversation: Conversation;
  readonly foundId: string | null;
}

/** The messages of a conversation, the newest at the bottom; older ones come as one scrolls up. */
export function ThreadLog({ conversation, foundId }: ThreadLogProps) {
  const query = useInfiniteQuery(threadQuery(conversation.id));
  if (query.isPending) return <ThreadSkeleton />;
  if (!query.data) {
    return (
      <ErrorState title="The messages could not be loaded" error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  return (
    <Loaded
      conversation={conversation}
      foundId={foundId}
      data={query.data}
      older={{
        any: query.hasNextPage,
        loading: query.isFetchingNextPage,
        failed: query.isFetchNextPageError,
        load: () => void query.fetchNextPage(),
      }}
    />
  );
}

interface LoadedProps extends ThreadLogProps {
  readonly data: ThreadData;
  readonly older: Older;
}

function Loaded({ conversation, foundId, data, older }: LoadedProps) {
  const zone = useTimeZone();
  const unsent = useUnsent(conversation.id).filter((one) => !one.settled);
  const stretch = useMemo(() => stretchOf(data), [data]);
  const items = useMemo(() => threadItems(stretch.messages, stretch.events, zone), [stretch, zone]);
  const scroll = useRef<HTMLDivElement>(null);
  const { away, toEnd, remember } = useThreadScroll(scroll, items);
  const missed = useMissed(stretch.messages, away);
  const written = unsent.length;
  useEffect(() => {
    if (written > 0) toEnd();
  }, [written, toEnd]);

  return (
    <div className={styles.frame}>
      <div ref={scroll} className={styles.scroll} onScroll={remember} data-thread-scroll>
        <div className={styles.content}>
          <OlderMessages older={older} scroll={scroll} />
          <div role="log" aria-label={`Messages with ${conversation.contact.name}`} aria-live="polite">
            {items.map((item) => (
              <Item key={item.key} item={item} foundId={foundId} />
            ))}
            {unsent.map((one) => (
              <UnsentBubble key={one.idempotencyKey} unsent={one} />
            ))}
          </div>
        </div>
      </div>
      {away ? (
        <button type="button" className={styles.down} onClick={toEnd}>
          <IconArrowDown size={16} aria-hidden />
          {missed > 0 ? counted(missed, "new message") : "To the newest"}
        </button>
      ) : null}
    </div>
  );
}

function Item({ item, foundId }: { item: ThreadItem; foundId: string | null }) {
  if (item.kind === "day") return <DaySeparator moment={item.moment} />;
  if (item.kind === "event") return <EventLine event={item.event} />;
  return <MessageGroup messages={item.messages} foundId={foundId} />;
}
