import { type RawBuilder, sql } from "kysely";
import type { Context } from "#server/context.ts";
import { mayReply } from "#server/conversations/policy.ts";
import {
  constant,
  flag,
  type Json,
  moment,
  object,
  objectIf,
  plain,
  plainOrNull,
  raw,
  text,
  write,
} from "#server/conversations/write-json.ts";

// What the contract calls a conversation and a message, each as one piece of SQL. Lists, single answers and live events all
// use these, so that they cannot tell different truths; PostgreSQL writes the JSON in one round trip.

/**
 * What stands behind {@link conversationJson}: the conversation `c` joined with what its row shows beside its own columns. The
 * workspace is named as a constant, so that row-level security is judged once and not for each row.
 */
export function conversationJoins(context: Context): RawBuilder<unknown> {
  const workspace = sql`${context.workspaceId}::uuid`;
  return sql`
    join channels ch on ch.workspace_id = ${workspace} and ch.id = c.channel_id
    left join members a on a.workspace_id = ${workspace} and a.id = c.assignee_id
    left join members w on w.workspace_id = ${workspace} and w.id = c.last_author_id
    ${context.actor.kind === "member" ? readJoin(context.workspaceId, context.actor.memberId) : sql``}`;
}

/** How far a member has read `c`, looked up only where something is unanswered. */
export function readJoin(workspaceId: string, memberId: string | null): RawBuilder<unknown> {
  return sql`
    left join lateral (
      select r.inbound_seen from conversation_reads r
       where r.workspace_id = ${workspaceId}::uuid and r.conversation_id = c.id and r.member_id = ${memberId}::uuid
         and c.inbound_count > c.answered_inbound_count limit 1) r on true`;
}

/** How many inbound messages of `c` the member behind `r` has not seen and nobody has answered. */
export const unreadCount = sql<number>`greatest(0, c.inbound_count - greatest(coalesce(r.inbound_seen, 0), c.answered_inbound_count))`;

/** A conversation of the contract. Wokfow itself, which shows rows to everybody at once, leaves the count of unread messages out. */
export function conversationJson(context: Context): Json {
  const may = constant(mayReply(context.actor));
  return object({
    id: plain(sql`c.id`),
    channel: object({ id: plain(sql`ch.id`), kind: plain(sql`ch.kind`), name: text(sql`ch.name`) }),
    contact: object({
      id: plain(sql`c.contact_id`),
      name: text(sql`c.contact_name`),
      username: text(sql`c.contact_username`),
      avatarFileId: plainOrNull(sql`c.contact_avatar_file_id`),
    }),
    assignee: member,
    lastMessage: objectIf(sql`c.last_message_id is not null`, {
      direction: plain(sql`c.last_direction`),
      kind: plain(sql`c.last_kind`),
      excerpt: text(sql`c.last_excerpt`),
      authorName: text(sql`w.display_name`),
      state: plain(sql`c.last_state`),
    }),
    lastActivityAt: plain(moment(sql`c.last_activity_at`)),
    ...(context.actor.kind === "member" && { unread: raw(unreadCount) }),
    unreplied: flag(sql`c.unreplied`),
    archivedAt: plainOrNull(moment(sql`c.archived_at`)),
    blockedByCustomer: flag(sql`c.blocked_at is not null`),
    can: object({
      reply: mayReply(context.actor) ? flag(sql`c.blocked_at is null and ch.removed_at is null`) : constant(false),
      assign: may,
      archive: may,
    }),
  });
}

/** What stands behind {@link messageJson}: the message `m` joined with its author. */
export function messageJoins(context: Context): RawBuilder<unknown> {
  return sql`left join members a on a.workspace_id = ${context.workspaceId}::uuid and a.id = m.author_id`;
}

/** A message of the contract. */
export function messageJson(context: Context): Json {
  return object({
    id: plain(sql`m.id`),
    conversationId: plain(sql`m.conversation_id`),
    direction: plain(sql`m.direction`),
    content: contentOf(context),
    author: member,
    sentAt: plain(moment(sql`m.sent_at`)),
    editedAt: plainOrNull(moment(sql`m.edited_at`)),
    replyTo: quotedBy(context),
    state: plain(sql`m.state`),
    refusal: objectIf(sql`m.refusal_reason is not null`, {
      reason: plain(sql`m.refusal_reason`),
      detail: text(sql`m.refusal_detail`),
    }),
    nextAttemptAt: [
      sql`case when m.state = 'queued' then ${plainOrNull(moment(sql`m.next_attempt_at`))[0]} else 'null' end`,
    ],
  });
}

function contentOf(context: Context): Json {
  const kind = plain(sql`m.kind`);
  const words = { text: text(sql`m.text`), entities: raw(sql`m.entities`) };
  const attachment = attachmentOf(context);
  const shapes = {
    text: { kind, ...words },
    sticker: { kind, emoji: raw(sql`m.details -> 'emoji'`), attachment },
    start: { kind, parameter: raw(sql`m.details -> 'parameter'`) },
    unsupported: { kind, what: raw(sql`m.details -> 'what'`) },
  };
  const cases = Object.entries(shapes).map(([name, shape]) => sql`when ${sql.lit(name)} then ${write(object(shape))}`);
  return [sql`case m.kind ${sql.join(cases, sql` `)} else ${write(object({ kind, ...words, attachment }))} end`];
}

/** Looked up only for the kinds that have one. */
function attachmentOf(context: Context): Json {
  const file = object({
    fileId: plain(sql`f.id`),
    state: plain(sql`f.state`),
    failure: text(sql`f.failure`),
    name: text(sql`f.name`),
    type: text(sql`f.type`),
    bytes: raw(sql`f.bytes`),
    width: raw(sql`f.width`),
    height: raw(sql`f.height`),
    seconds: raw(sql`f.seconds`),
    hasThumbnail: flag(sql`f.thumbnail_key is not null`),
  });
  return [
    sql`(select ${write(file)} from files f where f.workspace_id = ${context.workspaceId}::uuid and f.id = m.file_id)`,
  ];
}

/** The customer's quotation names the outside service's message, which may arrive after it; ours names the row. */
function quotedBy(context: Context): Json {
  const quoted = object({
    id: plain(sql`q.id`),
    direction: plain(sql`q.direction`),
    excerpt: text(sql`left(q.text, 160)`),
  });
  const from = sql`select ${write(quoted)} from messages q where q.workspace_id = ${context.workspaceId}::uuid`;
  return raw(sql`case
    when m.reply_to_id is not null then (${from} and q.id = m.reply_to_id)
    when m.reply_to_external_id is not null then (${from} and q.channel_id = m.channel_id and q.external_id = m.reply_to_external_id)
    end`);
}

/** The member behind `a`. */
const member = objectIf(sql`a.id is not null`, {
  memberId: plain(sql`a.id`),
  displayName: text(sql`a.display_name`),
  avatarFileId: plainOrNull(sql`a.avatar_file_id`),
});
