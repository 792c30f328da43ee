import { type RawBuilder, sql } from "kysely";
import type { Context } from "#server/context.ts";
import { mayReply } from "#server/conversations/policy.ts";

// What the contract calls a conversation, a message and a thread event, each as one piece of SQL. Lists, single answers and
// live events all use these, so that they cannot tell different truths; PostgreSQL writes the JSON in one round trip.

/** The contract's `moment` of a timestamp. */
export function moment(column: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** What stands behind {@link conversationJson}: the conversation `c` joined with all that its row shows. */
export function conversationJoins(context: Context): RawBuilder<unknown> {
  const seenBy = context.actor.kind === "member" ? context.actor.memberId : null;
  return sql`
    join channels ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id
    join contacts k on k.workspace_id = c.workspace_id and k.id = c.contact_id
    join identities i on i.workspace_id = c.workspace_id and i.id = c.identity_id
    left join members a on a.workspace_id = c.workspace_id and a.id = c.assignee_id
    left join members w on w.workspace_id = c.workspace_id and w.id = c.last_author_id
    left join conversation_reads r on r.workspace_id = c.workspace_id and r.conversation_id = c.id and r.member_id = ${seenBy}::uuid`;
}

/** How many inbound messages of `c` the member behind `r` has not seen and nobody has answered. */
export const unreadCount = sql<number>`greatest(0, c.inbound_count - greatest(coalesce(r.inbound_seen, 0), c.answered_inbound_count))`;

/** A conversation of the contract. Wokfow itself, which shows rows to everybody at once, leaves the count of unread messages out. */
export function conversationJson(context: Context): RawBuilder<unknown> {
  const may = sql`${mayReply(context.actor)}::boolean`;
  return sql`json_build_object(
    'id', c.id,
    'channel', json_build_object('id', ch.id, 'kind', ch.kind, 'name', ch.name),
    'contact', json_build_object('id', k.id, 'name', k.name, 'username', i.username, 'avatarFileId', k.avatar_file_id),
    'assignee', case when a.id is not null then ${memberJson()} end,
    'lastMessage', case when c.last_message_id is not null then json_build_object(
      'direction', c.last_direction, 'kind', c.last_kind, 'excerpt', c.last_excerpt,
      'authorName', w.display_name, 'state', c.last_state) end,
    'lastActivityAt', ${moment(sql`c.last_activity_at`)},
    ${context.actor.kind === "member" ? sql`'unread', ${unreadCount},` : sql``}
    'unreplied', c.unreplied,
    'archivedAt', ${moment(sql`c.archived_at`)},
    'blockedByCustomer', c.blocked_at is not null,
    'can', json_build_object('reply', ${may} and c.blocked_at is null and ch.removed_at is null, 'assign', ${may}, 'archive', ${may}))`;
}

/** What stands behind {@link messageJson}: the message `m` joined with its file and author. */
export const messageJoins = sql`
  left join files f on f.workspace_id = m.workspace_id and f.id = m.file_id
  left join members a on a.workspace_id = m.workspace_id and a.id = m.author_id`;

const attachmentJson = sql`json_build_object(
  'fileId', f.id, 'state', f.state, 'failure', f.failure, 'name', f.name, 'type', f.type, 'bytes', f.bytes,
  'width', f.width, 'height', f.height, 'seconds', f.seconds, 'hasThumbnail', f.thumbnail_key is not null)`;

const contentJson = sql`case m.kind
  when 'text' then json_build_object('kind', m.kind, 'text', m.text, 'entities', m.entities)
  when 'sticker' then json_build_object('kind', m.kind, 'emoji', m.details -> 'emoji', 'attachment', ${attachmentJson})
  when 'start' then json_build_object('kind', m.kind, 'parameter', m.details -> 'parameter')
  when 'unsupported' then json_build_object('kind', m.kind, 'what', m.details -> 'what')
  else json_build_object('kind', m.kind, 'text', m.text, 'entities', m.entities, 'attachment', ${attachmentJson}) end`;

// The customer's quotation names the outside service's message, which may arrive after it; ours names the row.
const quotedJson = sql`case
  when m.reply_to_id is not null then (
    select ${quoted()} from messages q where q.workspace_id = m.workspace_id and q.id = m.reply_to_id)
  when m.reply_to_external_id is not null then (
    select ${quoted()} from messages q
     where q.workspace_id = m.workspace_id and q.channel_id = m.channel_id and q.external_id = m.reply_to_external_id) end`;

/** A message of the contract. */
export const messageJson = sql`json_build_object(
  'id', m.id,
  'conversationId', m.conversation_id,
  'direction', m.direction,
  'content', ${contentJson},
  'author', case when a.id is not null then ${memberJson()} end,
  'sentAt', ${moment(sql`m.sent_at`)},
  'editedAt', ${moment(sql`m.edited_at`)},
  'replyTo', ${quotedJson},
  'state', m.state,
  'refusal', case when m.refusal_reason is not null then json_build_object('reason', m.refusal_reason, 'detail', m.refusal_detail) end,
  'nextAttemptAt', case when m.state = 'queued' then ${moment(sql`m.next_attempt_at`)} end)`;

/** The kinds of fact that a thread shows, and what the contract calls them. */
export const threadEventKinds = {
  "conversation.assigned": "assigned",
  "conversation.unassigned": "unassigned",
  "conversation.archived": "archived",
  "conversation.reopened": "reopened",
  "conversation.restored": "restored",
  "conversation.blocked": "blocked_bot",
  "conversation.unblocked": "unblocked_bot",
  "conversation.gap": "channel_gap",
} as const;

/** What stands behind {@link threadEventJson}: the fact `e` joined with the members it names. */
export const threadEventJoins = sql`
  left join members a on a.workspace_id = e.workspace_id and a.id = e.actor_id
  left join members w on w.workspace_id = e.workspace_id and w.id = (e.details ->> 'assigneeId')::uuid`;

const whens = sql.raw(
  Object.entries(threadEventKinds)
    .map(([fact, event]) => `when '${fact}' then '${event}'`)
    .join(" "),
);

/**
 * A thread event of the contract. Facts say in their `details`: `assigneeId` (assigned), `inactiveDays` (archived by the clock),
 * `from`, `to` and `lateMessages` (gap; moments as the contract writes them).
 */
export const threadEventJson = sql`json_build_object(
  'id', e.id,
  'at', ${moment(sql`e.at`)},
  'kind', case e.kind ${whens} end,
  'actor', case when a.id is not null then json_build_object('memberId', a.id, 'displayName', a.display_name) end,
  'assignee', case when w.id is not null then json_build_object('memberId', w.id, 'displayName', w.display_name) end,
  'inactiveDays', e.details -> 'inactiveDays',
  'gap', case when e.kind = 'conversation.gap' then json_build_object(
    'from', e.details -> 'from', 'to', e.details -> 'to', 'lateMessages', e.details -> 'lateMessages') end)`;

/** The facts that threads show, as the partial index on them says it. */
export const isThreadEvent = sql<boolean>`e.kind in (${sql.raw(
  Object.keys(threadEventKinds)
    .map((kind) => `'${kind}'`)
    .join(", "),
)})`;

function memberJson(): RawBuilder<unknown> {
  return sql`json_build_object('memberId', a.id, 'displayName', a.display_name, 'avatarFileId', a.avatar_file_id)`;
}

function quoted(): RawBuilder<unknown> {
  return sql`json_build_object('id', q.id, 'direction', q.direction, 'excerpt', left(q.text, 160))`;
}
