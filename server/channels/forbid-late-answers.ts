import { lockChannel, updateChannel } from "#server/channels/queries.ts";
import { type Context, transact } from "#server/context.ts";
import { announce } from "#server/platform/events/announce.ts";

/**
 * Remembers that the service takes no late answers from a channel's account, until somebody connects it again. Announces `channel.changed`
 * the first time.
 */
export function forbidLateAnswers(context: Context, channelId: string): Promise<void> {
  return transact(context, async (tx) => {
    const row = await lockChannel(tx, channelId);
    if (!row || row.late_answers_refused_at) return;
    await updateChannel(tx, channelId, { late_answers_refused_at: tx.clock.now() });
    await announce(tx, { kind: "channel.changed", subjectId: channelId });
  });
}
