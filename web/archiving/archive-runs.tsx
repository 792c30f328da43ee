import { Button } from "@mantine/core";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { type ArchiveRun, undoArchiveRun } from "#contract/archiving.ts";
import { archiveRunsKey, archiveRunsQuery } from "#web/archiving/archiving-queries.ts";
import { useNow } from "#web/design/clock.ts";
import { ErrorState } from "#web/design/error-state.tsx";
import { counted, formatNumber } from "#web/design/format-number.ts";
import { ListSkeleton } from "#web/design/list-skeleton.tsx";
import { RelativeTime } from "#web/design/relative-time.tsx";
import { SaveState, useSaving } from "#web/design/save-state.tsx";
import { SettingRow } from "#web/design/setting.tsx";
import { Until } from "#web/design/until.tsx";
import { call } from "#web/shell/api.ts";

/** What auto-archive did, newest first; each run can be taken back for 24 hours. */
export function ArchiveRuns() {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(archiveRunsQuery);
  if (!data && error) {
    return <ErrorState title="The recent runs could not be loaded" error={error} onRetry={() => void refetch()} />;
  }
  if (!data) return <ListSkeleton rowHeight={64} rows={1} disc={0} />;
  const runs = data.pages.flatMap((page) => page.items);
  if (runs.length === 0) {
    return <SettingRow name="Recent runs" sentence="None yet. Each run that archives something is listed here." />;
  }
  return (
    <>
      {runs.map((run) => (
        <RunRow key={run.id} run={run} />
      ))}
      {hasNextPage ? (
        <Button variant="subtle" fullWidth loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show older runs
        </Button>
      ) : null}
    </>
  );
}

function RunRow({ run }: { run: ArchiveRun }) {
  const client = useQueryClient();
  const present = useNow();
  const { saving, save } = useSaving(async () => {
    await call(undoArchiveRun, { params: { runId: run.id } });
    await client.invalidateQueries({ queryKey: archiveRunsKey });
  });
  const undoable = run.undoneAt === null && Date.parse(run.undoableUntil) > present;
  return (
    <SettingRow
      name={`${counted(run.archived, "conversation")} archived`}
      sentence={<RunSentence run={run} undoable={undoable} />}
      inline
    >
      {saving.kind === "failed" ? <SaveState saving={saving} /> : null}
      {undoable ? (
        <Button
          variant="default"
          loading={saving.kind === "saving"}
          onClick={() => void save()}
          aria-label={`Undo this run: reopen ${counted(run.archived, "conversation")}`}
        >
          Undo
        </Button>
      ) : null}
    </SettingRow>
  );
}

function RunSentence({ run, undoable }: { run: ArchiveRun; undoable: boolean }) {
  return (
    <>
      Ran <RelativeTime moment={run.ranAt} style="long" />, after {counted(run.inactiveDays, "day")} without a message.{" "}
      {run.undoneAt ? (
        <>
          Undone <RelativeTime moment={run.undoneAt} style="long" />
          {restoredSentence(run)}
        </>
      ) : undoable ? (
        <>
          Can be undone until <Until moment={run.undoableUntil} />.
        </>
      ) : (
        "The 24 hours to undo it are over."
      )}
    </>
  );
}

/** Those that were opened again meanwhile were left as they are. */
function restoredSentence({ archived, restored }: ArchiveRun): string {
  if (restored === null || restored === archived) return ".";
  return `; ${formatNumber(restored)} of them were put back, the others had been opened again before.`;
}
