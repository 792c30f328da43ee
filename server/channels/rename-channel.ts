import type { Channel } from "#contract/channels.ts";
import { recordAudit } from "#server/audit/record.ts";
import { accessChannel } from "#server/channels/access.ts";
import { mayConfigure } from "#server/channels/policy.ts";
import { presentChannel } from "#server/channels/present.ts";
import { updateChannel } from "#server/channels/queries.ts";
import { type Context, transact } from "#server/context.ts";
import { announce } from "#server/platform/events/announce.ts";

/** Gives a channel another name inside the workspace; the outside account keeps its own. */
export async function renameChannel(
  context: Context,
  { channelId, name }: { channelId: string; name: string },
): Promise<Channel> {
  const row = await transact(context, async (tx) => {
    const before = await accessChannel(tx, channelId);
    const subject = { kind: "channel" as const, id: channelId, name };
    await recordAudit(tx, { action: "channel.renamed", subject, before: { name: before.name }, after: { name } });
    await announce(tx, { kind: "channel.changed", subjectId: channelId });
    return updateChannel(tx, channelId, { name });
  });
  return presentChannel(row, context.clock.now(), mayConfigure(context));
}
