import type { ChannelReason } from "#contract/channels.ts";
import { recordReport } from "#server/channels/status/record-report.ts";
import type { Context } from "#server/context.ts";

/** Says that a channel is in trouble, as somebody who used it found out. Joins the transaction of the context, if it is in one. */
export function reportChannelTrouble(context: Context, channelId: string, reason: ChannelReason): Promise<void> {
  return recordReport(context, channelId, "question", { outcome: "failed", reason });
}
