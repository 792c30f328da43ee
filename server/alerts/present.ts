import type { Alert } from "#contract/alerts.ts";
import type { AlertRow } from "#server/alerts/queries.ts";

/** An alert as the contract shows it to a member who last looked at `seenAt`. */
export function presentAlert(row: AlertRow, seenAt: Date | null): Alert {
  const raisedAt = row.alerted_at ?? row.started_at;
  return {
    id: row.id,
    channel: { id: row.channel_id, kind: row.channel_kind, name: row.channel_name },
    reason: row.reason,
    offlineSince: (row.series_from ?? row.started_at).toISOString(),
    raisedAt: raisedAt.toISOString(),
    endedAt: (row.series_from ? row.series_until : row.ended_at)?.toISOString() ?? null,
    outages: row.series_outages ?? 1,
    lateMessages: row.series_late_messages ?? row.late_messages,
    seen: seenAt !== null && raisedAt <= seenAt,
  };
}
