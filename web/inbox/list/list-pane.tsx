import { ErrorState } from "#web/design/error-state.tsx";
import { ListSkeleton } from "#web/design/list-skeleton.tsx";
import type { ListFilter } from "#web/inbox/data/belongs.ts";
import { useRows } from "#web/inbox/data/use-rows.ts";
import { ListEmpty } from "#web/inbox/list/list-empty.tsx";
import { ListHeader } from "#web/inbox/list/list-header.tsx";
import { ListRows, rowHeight } from "#web/inbox/list/list-rows.tsx";

interface ListPaneProps {
  readonly filter: ListFilter;
  readonly conversationId: string | undefined;
}

/** The list of a queue with its search and channel switcher. */
export function ListPane({ filter, conversationId }: ListPaneProps) {
  return (
    <>
      <ListHeader filter={filter} />
      <ListBody filter={filter} conversationId={conversationId} />
    </>
  );
}

function ListBody({ filter, conversationId }: ListPaneProps) {
  const { rows, query } = useRows(filter);
  if (query.isPending) return <ListSkeleton rowHeight={rowHeight} disc={36} rows={10} />;
  if (query.isError && rows.length === 0) {
    return (
      <ErrorState
        title="The conversations could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  }
  if (rows.length === 0) return <ListEmpty filter={filter} />;
  return (
    <ListRows
      key={`${filter.queue} ${filter.teamId} ${filter.channelId} ${filter.search}`}
      rows={rows}
      openId={conversationId}
      hasMore={query.hasNextPage}
      loading={query.isFetchingNextPage}
      failed={query.isFetchNextPageError}
      onMore={() => void query.fetchNextPage()}
    />
  );
}
