import type { Queue, QueueMove } from "#contract/queues.ts";
import type { QueueRow } from "#server/queues/queries.ts";

/** How long a move can be undone. */
export const undoMilliseconds = 24 * 3_600_000;

/** A queue as the contract shows it, its latest move only to whoever sees moves. */
export function presentQueue(row: QueueRow, withMove: boolean): Queue {
  const { team_id: id, team_name: name, team_colour: colour } = row;
  return {
    channel: { id: row.channel_id, kind: row.channel_kind, name: row.channel_name },
    team: id === null || name === null || colour === null ? null : { id, name, colour },
    lastMove: withMove ? presentMove(row) : null,
  };
}

function presentMove({ move_id: id, moved_at: at, moved, undone_at, restored }: QueueRow): QueueMove | null {
  if (id === null || at === null || moved === null) return null;
  const undoableUntil = new Date(at.getTime() + undoMilliseconds).toISOString();
  return { id, movedAt: at.toISOString(), moved, undoableUntil, undoneAt: undone_at?.toISOString() ?? null, restored };
}
