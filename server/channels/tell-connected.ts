import { recordAudit } from "#server/audit/record.ts";
import type { ChannelRow } from "#server/channels/queries.ts";
import type { Transaction } from "#server/context.ts";
import { announce } from "#server/platform/events/announce.ts";

/** Announces and audits a channel, as it is stored now, that was connected, or connected anew while it was here. */
export async function tellConnected(
  tx: Transaction,
  { id, name, kind, account }: ChannelRow,
  how: "connected" | "reconnected",
): Promise<void> {
  await announce(tx, { kind: "channel.changed", subjectId: id });
  await recordAudit(tx, {
    action: `channel.${how}`,
    subject: { kind: "channel", id, name },
    after: how === "connected" ? { kind, account } : { account },
  });
}
