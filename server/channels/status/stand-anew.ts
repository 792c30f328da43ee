import type { ChannelRow } from "#server/channels/queries.ts";
import { moveStatus } from "#server/channels/status/move-status.ts";
import type { Transaction } from "#server/context.ts";

/**
 * Where a channel stands that was just given credentials. One that is new or comes back begins; one that is here keeps its pause, and
 * else waits for the new line, while an outage goes on until that stands.
 */
export function standAnew(tx: Transaction, former?: ChannelRow): Partial<ChannelRow> {
  const status_since = tx.clock.now();
  if (former && former.removed_at === null) return { ...moveStatus(former, { kind: "reconnected" }), status_since };
  return { ...beginning, status_since };
}

const beginning = {
  status: "CONNECTING",
  reason: null,
  next_try_at: null,
  proof_at: null,
  proof_milliseconds: null,
  proof_summary: null,
  removed_at: null,
} as const satisfies Partial<ChannelRow>;
