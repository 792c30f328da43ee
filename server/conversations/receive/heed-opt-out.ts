import { sql } from "kysely";
import { capabilitiesOf } from "#server/channels/adapters.ts";
import { type Context, compilable, read, type Transaction } from "#server/context.ts";
import type { InboundMessage } from "#server/conversations/inbound.ts";
import { shortenText } from "#server/conversations/shorten-text.ts";
import { isOptOut, mayBeOptOut } from "#server/guards/is-opt-out.ts";
import { usualGuards } from "#server/guards/usual-guards.ts";
import { announce } from "#server/platform/events/announce.ts";

/** The kinds of channel on which customers opt out by a word. */
export function guardedKinds(): string[] {
  return Object.entries(capabilitiesOf).flatMap(([kind, { guarded }]) => (guarded ? [kind] : []));
}

/** Whether a new message may change whether its customer has opted out. */
export function mayConcernOptOut({ direction, content }: InboundMessage, wasOptedOut: boolean): boolean {
  if (direction !== "inbound") return false;
  return wasOptedOut || (content.kind === "text" && mayBeOptOut(content.text));
}

/**
 * Notes that a customer of a guarded channel wants to hear nothing more, as they wrote exactly an opt-out word, or that they do again,
 * as they wrote anything else. What they wrote last counts, in whatever order it arrives.
 */
export async function heedOptOut(tx: Transaction, conversationId: string, message: InboundMessage): Promise<void> {
  const words = await wordsFor(tx, conversationId);
  if (!words) return;
  const { content } = message;
  const isOut = content.kind === "text" && isOptOut(content.text, words);
  const changed = await (isOut ? optOut(tx, conversationId, message) : optIn(tx, conversationId, message));
  if (!changed) return;
  const kind = isOut ? "conversation.opted_out" : "conversation.opted_in";
  const details = isOut && content.kind === "text" ? { said: shortenText(content.text) } : {};
  await announce(tx, { kind, conversationId, details });
}

/** The words by which customers of a channel opt out; none on a channel that is not guarded. */
export async function optOutWords(context: Context, channelId: string): Promise<readonly string[]> {
  const [row] = await read(
    context,
    compilable(sql<{ opt_out_words: string[] | null }>`
      select g.opt_out_words from channels ch
        left join sending_guards g on g.workspace_id = ch.workspace_id and g.channel_id = ch.id
       where ch.workspace_id = ${context.workspaceId}::uuid and ch.id = ${channelId}::uuid and ch.kind = any(${guardedKinds()}::text[])`),
  );
  return row ? (row.opt_out_words ?? usualGuards.opt_out_words) : [];
}

/** Null on a channel that is not guarded. */
async function wordsFor(tx: Transaction, conversationId: string): Promise<readonly string[] | null> {
  const { rows } = await sql<{ opt_out_words: string[] | null }>`
    select g.opt_out_words
      from conversations c
      join channels ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id and ch.kind = any(${guardedKinds()}::text[])
      left join sending_guards g on g.workspace_id = c.workspace_id and g.channel_id = c.channel_id
     where c.workspace_id = ${tx.workspaceId}::uuid and c.id = ${conversationId}::uuid`.execute(tx.db);
  const [row] = rows;
  return row ? (row.opt_out_words ?? usualGuards.opt_out_words) : null;
}

async function optOut(tx: Transaction, conversationId: string, { sentAt, sequence }: InboundMessage): Promise<boolean> {
  const { rows } = await sql`
    update conversations c set opted_out_at = ${sentAt}::timestamptz
     where c.workspace_id = ${tx.workspaceId}::uuid and c.id = ${conversationId}::uuid and c.opted_out_at is null
       and not exists (
         select from messages m
          where m.workspace_id = c.workspace_id and m.conversation_id = c.id and m.direction = 'inbound'
            and (m.sent_at, m.sequence) > (${sentAt}::timestamptz, ${sequence}::bigint))
    returning c.id`.execute(tx.db);
  return rows.length > 0;
}

async function optIn(tx: Transaction, conversationId: string, { sentAt }: InboundMessage): Promise<boolean> {
  const { rows } = await sql`
    update conversations c set opted_out_at = null
     where c.workspace_id = ${tx.workspaceId}::uuid and c.id = ${conversationId}::uuid and c.opted_out_at <= ${sentAt}::timestamptz
    returning c.id`.execute(tx.db);
  return rows.length > 0;
}
