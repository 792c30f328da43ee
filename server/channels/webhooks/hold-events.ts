import { sql } from "kysely";
import type { ChannelParts } from "#server/channels/channel-parts.ts";
import { type Context, query, read, type Transaction, transact } from "#server/context.ts";
import { shallow } from "#server/conversations/clean-text.ts";
import { receiveUpdates } from "#server/conversations/receive/receive-updates.ts";
import { newId } from "#server/platform/identifier.ts";
import { type JobHandler, job } from "#server/platform/jobs/job.ts";

const receiveHeldJob = job<{ channelId: string }>("receive_held");

/**
 * Keeps what came for a paused channel as it came. False, with nothing kept, when the channel is not paused any more: whoever ends the
 * pause waits for this, or is waited for here.
 */
export function holdEvents(context: Context, channelId: string, events: readonly unknown[]): Promise<boolean> {
  return transact(context, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      with channel as (
        select ch.id from channels ch
         where ch.workspace_id = ${tx.workspaceId}::uuid and ch.id = ${channelId}::uuid and ch.status = 'PAUSED' for share
      )
      insert into held_events (workspace_id, id, channel_id, events, received_at)
      select ${tx.workspaceId}::uuid, ${newId()}::uuid, ch.id, ${JSON.stringify(events.map(shallow))}::text, ${tx.clock.now()}::timestamptz
        from channel ch
      returning id`.execute(tx.db);
    return rows.length > 0;
  });
}

/** Has read what was held. Called where a pause ends, and where a channel is removed during one. */
export function receiveHeldLater(tx: Transaction, channelId: string): Promise<void> {
  return receiveHeldJob.later(tx, { channelId }, { queue: `held:${channelId}` });
}

/** The code behind that job. */
export function heldEventsJob(parts: Pick<ChannelParts, "adapters">): JobHandler {
  return receiveHeldJob.handledBy((context, { channelId }, signal) => receiveHeld(context, parts, channelId, signal));
}

/** Reads what was held in the order in which it came, unless the channel is paused anew. What was stored twice counts once. */
async function receiveHeld(
  context: Context,
  { adapters }: Pick<ChannelParts, "adapters">,
  channelId: string,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const held = await oldestHeld(context, channelId);
    if (!held || held.status === "PAUSED") return;
    const events: unknown = JSON.parse(held.events);
    const updates =
      adapters[held.kind].inlet?.read(held.account_id, Array.isArray(events) ? events : [], held.received_at) ?? [];
    await receiveUpdates(context, { channelId, updates, position: null });
    await transact(context, ({ db, workspaceId }) =>
      db.deleteFrom("held_events").where("workspace_id", "=", workspaceId).where("id", "=", held.id).execute(),
    );
  }
  throw new Error("There was more than could be read before this process ended.");
}

/** Also of a channel that was removed meanwhile: these are words of its customers. */
async function oldestHeld(context: Context, channelId: string) {
  const [oldest] = await read(
    context,
    query
      .selectFrom("held_events as h")
      .innerJoin("channels as ch", (join) =>
        join.onRef("ch.workspace_id", "=", "h.workspace_id").onRef("ch.id", "=", "h.channel_id"),
      )
      .select(["h.id", "h.events", "h.received_at", "ch.kind", "ch.account_id", "ch.status"])
      .where("h.workspace_id", "=", context.workspaceId)
      .where("h.channel_id", "=", channelId)
      .orderBy("h.id")
      .limit(1),
  );
  return oldest;
}
