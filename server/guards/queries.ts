import { type RawBuilder, type Selectable, sql } from "kysely";
import { type Context, compilable, read, type Transaction } from "#server/context.ts";
import type { Prospect } from "#server/guards/judge-sending.ts";
import { dayOf } from "#server/guards/sending-day.ts";
import type { SendingGuardsTable } from "#server/guards/tables.ts";
import { type GuardSettings, usualGuards } from "#server/guards/usual-guards.ts";

/** The guards of a channel as they are stored. */
export type GuardsRow = Selectable<SendingGuardsTable>;

/** The guards of a channel, the usual ones where nobody has changed them. */
export async function guardsOf(context: Context, channelId: string): Promise<GuardSettings> {
  const stored = sql<GuardsRow>`
    select * from sending_guards where workspace_id = ${context.workspaceId}::uuid and channel_id = ${channelId}::uuid`;
  const [row] = await read(context, compilable(stored));
  return row ?? usualGuards;
}

/**
 * The guards of a channel, taken until the transaction ends. Whoever takes a conversation too takes it before, and nobody who holds
 * this waits for a message.
 */
export async function lockGuards(tx: Transaction, channelId: string): Promise<GuardsRow> {
  const made = tx.db
    .insertInto("sending_guards")
    .values({ workspace_id: tx.workspaceId, channel_id: channelId, ...usualGuards })
    .onConflict((conflict) => conflict.doNothing());
  const locked = tx.db
    .selectFrom("sending_guards")
    .selectAll()
    .where("workspace_id", "=", tx.workspaceId)
    .where("channel_id", "=", channelId)
    .forNoKeyUpdate();
  const [, row] = await Promise.all([made.execute(), locked.executeTakeFirstOrThrow()]);
  return row;
}

/** Changes columns of the guards of a channel that the transaction has taken. */
export async function updateGuards(tx: Transaction, channelId: string, change: Partial<GuardsRow>): Promise<void> {
  await tx.db
    .updateTable("sending_guards")
    .set(change)
    .where("workspace_id", "=", tx.workspaceId)
    .where("channel_id", "=", channelId)
    .execute();
}

/** What decides whether a message to a conversation may leave, as it is now. */
export async function prospectOf(context: Context, conversationId: string): Promise<Prospect | undefined> {
  const today = ofToday(context);
  const found = sql<Prospect>`
    select c.channel_id, ch.kind, ch.removed_at, ch.name as channel_name, ch.status, ch.created_at as linked_at, c.contact_name, c.opted_out_at, c.paused_at,
           c.inbound_count > 0 or exists (
             select from messages m
              where m.workspace_id = c.workspace_id and m.conversation_id = c.id and m.direction = 'inbound') as has_written,
           (select count(*)::integer from first_contacts f where f.channel_id = c.channel_id and ${today}) as used,
           exists (select from first_contacts f
                    where f.channel_id = c.channel_id and f.conversation_id = c.id and ${today}) as is_counted
      from conversations c
      join channels ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id
     where c.workspace_id = ${context.workspaceId}::uuid and c.id = ${conversationId}::uuid`;
  const [prospect] = await read(context, compilable(found));
  return prospect;
}

/** Uses one of the first contacts of the day for a conversation; again on the same day changes nothing. */
export async function countFirstContact(tx: Transaction, channelId: string, conversationId: string): Promise<void> {
  await sql`
    insert into first_contacts (workspace_id, channel_id, day, conversation_id)
    values (${tx.workspaceId}::uuid, ${channelId}::uuid, ${dayOf(tx.clock.now())}::date, ${conversationId}::uuid)
    on conflict do nothing`.execute(tx.db);
}

/** Counts what was sent, or held back, today. */
export async function countToday(
  tx: Transaction,
  channelId: string,
  { sent = 0, heldBack = 0 }: { sent?: number; heldBack?: number },
): Promise<void> {
  await sql`
    insert into sending_days as d (workspace_id, channel_id, day, sent, held_back)
    values (${tx.workspaceId}::uuid, ${channelId}::uuid, ${dayOf(tx.clock.now())}::date, ${sent}::integer, ${heldBack}::integer)
    on conflict (workspace_id, channel_id, day)
    do update set sent = d.sent + excluded.sent, held_back = d.held_back + excluded.held_back`.execute(tx.db);
}

/** What a channel has done today, and how much it holds back now. */
export interface UsageRow {
  readonly linked_at: Date;
  readonly sent: number;
  readonly held_back: number;
  readonly used: number;
  readonly waiting: number;
  readonly opted_out: number;
  readonly paused: number;
}

/** Today's use of a channel. Nobody counts beyond 10,000 what waits. */
export async function usageOf(context: Context, channelId: string, isStopped: boolean): Promise<UsageRow | undefined> {
  const held = (column: "opted_out_at" | "paused_at") => sql`(
    select count(*)::integer from conversations c
     where c.workspace_id = ch.workspace_id and c.channel_id = ch.id and c.${sql.ref(column)} is not null)`;
  const counted = sql<UsageRow>`
    select ch.created_at as linked_at, coalesce(d.sent, 0) as sent, coalesce(d.held_back, 0) as held_back,
           (select count(*)::integer from first_contacts f where f.channel_id = ch.id and ${ofToday(context)}) as used,
           (select count(*)::integer from (select ${waitingIn(isStopped)} limit 10000) few) as waiting,
           ${held("opted_out_at")} as opted_out, ${held("paused_at")} as paused
      from channels ch
      left join sending_days d
        on d.workspace_id = ch.workspace_id and d.channel_id = ch.id and d.day = ${dayOf(context.clock.now())}::date
     where ch.workspace_id = ${context.workspaceId}::uuid and ch.id = ${channelId}::uuid`;
  const [row] = await read(context, compilable(counted));
  return row;
}

/** Messages of the channel `ch` that a guard keeps waiting. */
function waitingIn(isStopped: boolean): RawBuilder<unknown> {
  return sql`
    from messages m join conversations c on c.workspace_id = m.workspace_id and c.id = m.conversation_id
   where m.workspace_id = ch.workspace_id and m.channel_id = ch.id and m.state = 'queued'
     and (${isStopped}::boolean or c.paused_at is not null)`;
}

function ofToday({ workspaceId, clock }: Context): RawBuilder<boolean> {
  return sql`f.workspace_id = ${workspaceId}::uuid and f.day = ${dayOf(clock.now())}::date`;
}
