import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#server/context.ts";
import { cleanText } from "#server/conversations/clean-text.ts";
import type { InboundUpdate } from "#server/conversations/inbound.ts";
import { type InboundChange, keepEarlyChanges, progress } from "#server/conversations/receive/keep-early-changes.ts";
import { lockCurrentChats } from "#server/conversations/receive/lock-chats.ts";
import { removeFileLater } from "#server/media/jobs.ts";
import { announce } from "#server/platform/events/announce.ts";

type Of<Kind> = Extract<InboundUpdate, { kind: Kind }>;

/** A message that a change is about, and whether it has changed anything. */
interface Touched {
  readonly external_id: string;
  readonly message_id: string;
  readonly conversation_id: string;
  readonly is_changed: boolean;
  readonly lost_file_id: string | null;
}

/**
 * Does to messages what was said about them: reactions, removals and receipts, in any order and any number of times with the same
 * result. What is about a message that is not here waits for it.
 */
export async function receiveChanges(
  tx: Transaction,
  channelId: string,
  changes: readonly InboundChange[],
): Promise<void> {
  if (changes.length === 0) return;
  const chats = changes.flatMap(({ chatId }) => (chatId === undefined ? [] : cleanText(chatId)));
  if (chats.length > 0) await tx.db.executeQuery(lockCurrentChats(tx.workspaceId, channelId, chats));
  const touched = await Promise.all(changes.map((change) => apply(tx, channelId, change)));
  const early = changes.flatMap((change, index) => missing(change, touched[index] ?? []));
  const changed = touched.flat().filter((one) => one.is_changed);
  await Promise.all([keepEarlyChanges(tx, channelId, early), ...changed.map((one) => follow(tx, one))]);
}

/** The chat under which the messages of an address are kept now. */
export function currentChat(tx: Transaction, channelId: string, chatId: RawBuilder<unknown>): RawBuilder<string> {
  return sql`
    coalesce((select a.external_id from chat_aliases a
               where a.workspace_id = ${tx.workspaceId}::uuid and a.channel_id = ${channelId}::uuid
                 and a.former_external_id = ${chatId}), ${chatId})`;
}

async function apply(tx: Transaction, channelId: string, change: InboundChange): Promise<readonly Touched[]> {
  const statement =
    change.kind === "receipt"
      ? advance(tx, channelId, change)
      : change.kind === "reaction"
        ? react(tx, channelId, change)
        : remove(tx, channelId, change);
  return (await statement.execute(tx.db)).rows;
}

/** One reaction from each side; the youngest word counts, also when it takes back. What is removed has no reactions. */
function react(tx: Transaction, channelId: string, change: Of<"reaction">): RawBuilder<Touched> {
  const emoji = change.emoji === null ? "" : cleanText(change.emoji);
  return sql`
    with target as (${targetsOf(tx, channelId, change.chatId, [change.targetExternalId])}),
    stored as (
      insert into reactions as r (workspace_id, message_id, given_by, emoji, at)
      select ${tx.workspaceId}::uuid, t.id, ${change.by}::text, ${emoji}::text, ${change.at}::timestamptz
        from target t where t.kind <> 'removed'
      on conflict (workspace_id, message_id, given_by) do update set emoji = excluded.emoji, at = excluded.at, member_id = null
        where r.at < excluded.at
      returning message_id
    )
    select t.external_id, t.id as message_id, t.conversation_id, exists (select from stored) as is_changed, null::uuid as lost_file_id
      from target t`;
}

/** Nothing stays of what was said: no text, no file, no reaction. Only its author can take a message back. */
function remove(tx: Transaction, channelId: string, change: Of<"removal">): RawBuilder<Touched> {
  const direction = change.by === "customer" ? "inbound" : "outbound";
  const externalIds = [change.targetExternalId, ...(change.partExternalIds ?? [])];
  return sql`
    with target as (${targetsOf(tx, channelId, change.chatId, externalIds)}),
    removed as (
      update messages m
         set kind = 'removed', text = '', entities = '[]', details = '{}', file_id = null, raw = null, edited_at = null,
             reply_to_external_id = null, reply_to_id = null
        from target t
       where m.workspace_id = ${tx.workspaceId}::uuid and m.id = t.id and m.kind <> 'removed' and m.direction = ${direction}::text
      returning m.id, m.conversation_id
    ),
    unreacted as (
      delete from reactions r using removed m where r.workspace_id = ${tx.workspaceId}::uuid and r.message_id = m.id
    ),
    shown as (
      update conversations c set last_kind = 'removed', last_excerpt = ''
        from removed m
       where c.workspace_id = ${tx.workspaceId}::uuid and c.id = m.conversation_id and c.last_message_id = m.id
    )
    select t.external_id, t.id as message_id, t.conversation_id, exists (select from removed m where m.id = t.id) as is_changed,
           t.file_id as lost_file_id
      from target t`;
}

function targetsOf(
  tx: Transaction,
  channelId: string,
  chatId: string,
  externalIds: readonly string[],
): RawBuilder<unknown> {
  return sql`
    select m.id, m.conversation_id, m.external_id, m.kind, m.file_id
      from messages m join conversations c on c.workspace_id = m.workspace_id and c.id = m.conversation_id
     where m.workspace_id = ${tx.workspaceId}::uuid and m.channel_id = ${channelId}::uuid
       and m.external_id = any(${externalIds.map(cleanText)}::text[])
       and c.external_id = ${currentChat(tx, channelId, sql`${cleanText(chatId)}::text`)}`;
}

/**
 * A receipt is the truth also about a message whose sending has not ended for us, or ended unclear: it arrived. It never takes a
 * message back to an earlier state.
 */
function advance(
  tx: Transaction,
  channelId: string,
  { chatId, externalIds, state }: Of<"receipt">,
): RawBuilder<Touched> {
  const before = ["queued", "sending", "unknown", ...progress.slice(0, progress.indexOf(state))];
  return sql`
    with target as (
      select m.id, m.conversation_id, m.external_id from messages m
       where m.workspace_id = ${tx.workspaceId}::uuid and m.channel_id = ${channelId}::uuid
         and m.external_id = any(${externalIds.map(cleanText)}::text[]) and m.direction = 'outbound'
         and not ${isOfOthers(tx, channelId, chatId)}
    ),
    locked as (
      select c.id from conversations c
       where c.workspace_id = ${tx.workspaceId}::uuid and c.id in (select t.conversation_id from target t)
       order by c.external_id collate "C" for no key update
    ),
    advanced as (
      update messages m
         set state = ${state}::text, next_attempt_at = null, refusal_reason = null, refusal_detail = null
        from target t join locked l on l.id = t.conversation_id
       where m.workspace_id = ${tx.workspaceId}::uuid and m.id = t.id and m.state = any(${before}::text[])
      returning m.id, m.conversation_id
    ),
    shown as (
      update conversations c set last_state = ${state}::text
        from advanced m
       where c.workspace_id = ${tx.workspaceId}::uuid and c.id = m.conversation_id and c.last_message_id = m.id
    )
    select t.external_id, t.id as message_id, t.conversation_id, exists (select from advanced m where m.id = t.id) as is_changed,
           null::uuid as lost_file_id
      from target t`;
}

/**
 * One customer may confirm by an address that nobody knows yet, but not what another one was sent. Of two addresses of unlike forms
 * nobody knows whether they are one customer's, so there it counts.
 */
function isOfOthers(tx: Transaction, channelId: string, chatId: string | undefined): RawBuilder<boolean> {
  if (chatId === undefined) return sql.lit(false);
  return sql`
    exists (select from conversations other
              join conversations own on own.workspace_id = other.workspace_id and own.id = m.conversation_id
             where other.workspace_id = ${tx.workspaceId}::uuid and other.channel_id = ${channelId}::uuid
               and other.external_id = ${currentChat(tx, channelId, sql`${cleanText(chatId)}::text`)}
               and other.id <> own.id and split_part(other.external_id, '@', 2) = split_part(own.external_id, '@', 2))`;
}

function missing(change: InboundChange, touched: readonly Touched[]): InboundChange[] {
  const found = new Set(touched.map((one) => one.external_id));
  if (change.kind !== "receipt") return found.has(cleanText(change.targetExternalId)) ? [] : [change];
  const externalIds = change.externalIds.filter((id) => !found.has(cleanText(id)));
  return externalIds.length > 0 ? [{ ...change, externalIds }] : [];
}

async function follow(tx: Transaction, { message_id, conversation_id, lost_file_id }: Touched): Promise<void> {
  await Promise.all([
    announce(tx, { kind: "message.changed", subjectId: message_id, conversationId: conversation_id }),
    lost_file_id && removeFileLater(tx, lost_file_id),
  ]);
}
