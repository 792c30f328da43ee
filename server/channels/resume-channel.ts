import type { Channel } from "#contract/channels.ts";
import { recordAudit } from "#server/audit/record.ts";
import { endPause } from "#server/channels/history/record-pause.ts";
import { newWebhookKey } from "#server/channels/insert-channel.ts";
import { mayConfigure } from "#server/channels/policy.ts";
import { presentChannel } from "#server/channels/present.ts";
import { lockChannel, updateChannel } from "#server/channels/queries.ts";
import { moveStatus } from "#server/channels/status/move-status.ts";
import { receiveHeldLater } from "#server/channels/webhooks/hold-events.ts";
import { type Context, transact } from "#server/context.ts";
import { notFound } from "#server/platform/errors/refusal.ts";
import { announce } from "#server/platform/events/announce.ts";

/** Ends a pause, and has read what was held meanwhile; a channel that is not paused stays as it is. */
export async function resumeChannel(context: Context, channelId: string): Promise<Channel> {
  const row = await transact(context, async (tx) => {
    const current = await lockChannel(tx, channelId);
    if (!current) throw notFound();
    if (current.status !== "PAUSED") return current;
    await recordAudit(tx, {
      action: "channel.resumed",
      subject: { kind: "channel", id: channelId, name: current.name },
    });
    await announce(tx, { kind: "channel.changed", subjectId: channelId });
    await receiveHeldLater(tx, channelId);
    await endPause(tx, channelId);
    return updateChannel(tx, channelId, {
      ...moveStatus(current, { kind: "resumed" }),
      status_since: tx.clock.now(),
      // So that its line is opened anew also by a process that has not seen so short a pause.
      webhook_key: newWebhookKey(),
    });
  });
  return presentChannel(row, context.clock.now(), mayConfigure(context));
}
