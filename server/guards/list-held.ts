import { sql } from "kysely";
import type { HeldConversation } from "#contract/sending-guards.ts";
import { type Context, compilable, read } from "#server/context.ts";
import { isVisible } from "#server/conversations/policy.ts";
import { accessGuarded } from "#server/guards/access.ts";
import { guardsOf } from "#server/guards/queries.ts";

interface HeldRow {
  readonly id: string;
  readonly contact_name: string;
  readonly opted_out_at: Date | null;
  readonly paused_at: Date | null;
  readonly waiting: number;
}

const most = 100;

/** The conversations of a channel that are held back, as far as whoever acts sees them. Refused `not_found`, `not_guarded`. */
export async function listHeld(context: Context, channelId: string): Promise<HeldConversation[]> {
  await accessGuarded(context, channelId);
  const { mode } = await guardsOf(context, channelId);
  const ofChannel = sql`c.workspace_id = ${context.workspaceId}::uuid and c.channel_id = ${channelId}::uuid`;
  const held = sql<HeldRow>`
    select c.id, c.contact_name, c.opted_out_at, c.paused_at,
           (select count(*)::integer from messages m
             where m.workspace_id = c.workspace_id and m.conversation_id = c.id and m.state = 'queued') as waiting
      from conversations c
     where c.id in (
             select c.id from conversations c where ${ofChannel} and (c.opted_out_at is not null or c.paused_at is not null)
             union
             select c.conversation_id from messages c
              where ${ofChannel} and c.state = 'queued' and ${mode === "stopped"}::boolean)
       and c.workspace_id = ${context.workspaceId}::uuid and ${isVisible(context.actor)}
     order by c.paused_at desc nulls last, waiting desc, c.opted_out_at desc nulls last, c.id limit ${sql.lit(most)}`;
  return (await read(context, compilable(held))).map(presentHeld);
}

function presentHeld(row: HeldRow): HeldConversation {
  const since = row.opted_out_at ?? row.paused_at;
  return {
    conversationId: row.id,
    contactName: row.contact_name,
    guard: row.opted_out_at ? "opted_out" : row.paused_at ? "paused" : "stopped",
    since: since?.toISOString() ?? null,
    waiting: row.waiting,
  };
}
