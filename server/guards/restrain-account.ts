import { recordAudit } from "#server/audit/record.ts";
import { type Context, transact } from "#server/context.ts";
import { lockConversation } from "#server/conversations/lock-conversation.ts";
import { lockGuards, prospectOf, updateGuards } from "#server/guards/queries.ts";
import { announce } from "#server/platform/events/announce.ts";

/**
 * Keeps an account to answers after its service has refused a first message of it: whoever goes on is restricted for longer. Nothing
 * changes where the customer had written before, or where less than everything leaves anyway; a person may change it back.
 */
export async function restrainAccount(context: Context, conversationId: string): Promise<void> {
  await transact(context, async (tx) => {
    await lockConversation(tx, conversationId);
    const prospect = await prospectOf(tx, conversationId);
    if (!prospect || prospect.has_written) return;
    const { channel_id: channelId, channel_name: name } = prospect;
    const { mode } = await lockGuards(tx, channelId);
    if (mode !== "everything") return;
    await updateGuards(tx, channelId, { mode: "replies_only", restrained_at: tx.clock.now() });
    await announce(tx, { kind: "channel.guards_changed", subjectId: channelId });
    const subject = { kind: "channel" as const, id: channelId, name };
    const change = { before: { mode }, after: { mode: "replies_only" } };
    await recordAudit(tx, { action: "channel.guards_changed", subject, ...change });
  });
}
