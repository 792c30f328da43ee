import type { Channel } from "#contract/channels.ts";
import { capabilitiesOf } from "#server/channels/adapters.ts";
import type { ChannelRow } from "#server/channels/queries.ts";

/** How old the evidence of a connection may be. */
export const proofMilliseconds = 60_000;

/** A channel as the contract shows it. A status whose proof has grown too old is not believed, whoever left it behind. */
export function presentChannel(row: ChannelRow, now: Date, mayConfigure: boolean): Channel {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    account: row.account,
    ...standingOf(row, now),
    nextTryAt: row.status === "DISCONNECTED" ? (row.next_try_at?.toISOString() ?? null) : null,
    proof: row.proof_at && {
      checkedAt: row.proof_at.toISOString(),
      milliseconds: row.proof_milliseconds ?? 0,
      summary: row.proof_summary ?? "",
    },
    transport: row.transport,
    ignoredGroupMessages: row.ignored_group_messages,
    credentialsExpireAt: row.credentials_expire_at?.toISOString() ?? null,
    sync: row.sync_total === null ? null : { done: row.sync_done ?? 0, total: row.sync_total },
    capabilities: capabilitiesOf[row.kind],
    can: { configure: mayConfigure },
  };
}

function standingOf(row: ChannelRow, now: Date): Pick<Channel, "status" | "reason" | "statusSince"> {
  const staleSince = row.proof_at ? row.proof_at.getTime() + proofMilliseconds : row.status_since.getTime();
  if (row.status === "CONNECTED" && now.getTime() > staleSince) {
    return { status: "DISCONNECTED", reason: "stale", statusSince: new Date(staleSince).toISOString() };
  }
  return { status: row.status, reason: row.reason, statusSince: row.status_since.toISOString() };
}
