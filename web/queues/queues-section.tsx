import { Anchor, Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useId } from "react";
import { type Queue, type QueueMove, undoQueueMove } from "#contract/queues.ts";
import { useNow } from "#web/design/clock.ts";
import { ErrorState } from "#web/design/error-state.tsx";
import { counted, formatNumber } from "#web/design/format-number.ts";
import { ListSkeleton } from "#web/design/list-skeleton.tsx";
import { RelativeTime } from "#web/design/relative-time.tsx";
import { SaveState, useSaving } from "#web/design/save-state.tsx";
import { SettingRow, SettingsSection } from "#web/design/setting.tsx";
import { Until } from "#web/design/until.tsx";
import { ChannelGlyph } from "#web/inbox/channel-glyph.tsx";
import { QueuePicker } from "#web/queues/queue-picker.tsx";
import styles from "#web/queues/queues-section.module.css";
import { keepQueue, useQueues } from "#web/queues/use-queues.ts";
import { whoSees } from "#web/queues/who-sees.ts";
import { call } from "#web/shell/api.ts";
import { useRight, useSession } from "#web/shell/session.ts";

/** Whose the conversations are that come in through each channel. */
export function QueuesSection() {
  const { data, error, refetch } = useQueues();
  return (
    <SettingsSection
      title="Queues"
      sentence="What comes in through a channel belongs to one team as a whole, or to everyone."
    >
      {data?.items.map((queue) => (
        <QueueRow key={queue.channel.id} queue={queue} />
      ))}
      {data?.items.length === 0 ? <NoQueues /> : null}
      {!data && error ? (
        <ErrorState title="The queues could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : null}
      {!data && !error ? <ListSkeleton rowHeight={64} rows={1} disc={0} /> : null}
    </SettingsSection>
  );
}

function QueueRow({ queue }: { queue: Queue }) {
  const id = useId();
  const mayManage = useRight("teams.manage");
  return (
    <SettingRow
      name={queue.channel.name}
      sentence={
        <span className={styles.channel}>
          <ChannelGlyph kind={queue.channel.kind} size={16} />
          <Sentence queue={queue} />
        </span>
      }
      controlId={mayManage ? id : undefined}
      below={queue.lastMove ? <LastMove move={queue.lastMove} /> : null}
    >
      <QueuePicker queue={queue} id={id} />
    </SettingRow>
  );
}

function Sentence({ queue }: { queue: Queue }) {
  const { visibility } = useSession().workspace;
  if (queue.team) return <>New and reopened conversations belong to {queue.team.name}.</>;
  return (
    <>
      New and reopened conversations belong to everyone. {visibility === "everything" ? "" : whoSees(visibility, null)}
    </>
  );
}

function LastMove({ move }: { move: QueueMove }) {
  const client = useQueryClient();
  const present = useNow();
  const { saving, save } = useSaving(async () =>
    keepQueue(client, await call(undoQueueMove, { params: { moveId: move.id } })),
  );
  const undoable = move.undoneAt === null && Date.parse(move.undoableUntil) > present;
  return (
    <div className={styles.move}>
      <span>
        {counted(move.moved, "open conversation")} moved <RelativeTime moment={move.movedAt} style="long" />
        {move.undoneAt ? (
          `; undone${restoredOf(move)}.`
        ) : undoable ? (
          <>
            , which can be undone until <Until moment={move.undoableUntil} />.
          </>
        ) : (
          "."
        )}
      </span>
      {undoable ? (
        <Button variant="default" size="compact-sm" loading={saving.kind === "saving"} onClick={() => void save()}>
          Undo
        </Button>
      ) : null}
      {saving.kind === "failed" ? <SaveState saving={saving} /> : null}
    </div>
  );
}

/** What members have claimed or passed on since was left with them. */
function restoredOf({ moved, restored }: QueueMove): string {
  if (restored === null || restored === moved) return "";
  return `, ${formatNumber(restored)} of them put back, the others had been taken or passed on since`;
}

function NoQueues() {
  const mayRead = useRight("channels.read");
  return (
    <p className={styles.empty}>
      No channel is connected yet, so nothing comes in.{" "}
      {mayRead ? (
        <Anchor component={Link} to="/settings/integrations">
          Go to Integrations
        </Anchor>
      ) : null}
    </p>
  );
}
