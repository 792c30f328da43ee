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
export const unreadCount =
  "greatest(0, c.inbound_count - greatest(coalesce(r.inbound_seen, 0), c.answered_inbound_count))";

/** The member behind `a`. */
const member = objectIf("a.id is not null", {
  memberId: plain("a.id"),
  displayName: text("a.display_name"),
  avatarFileId: plainOrNull("a.avatar_file_id"),
});

/**
 * The SQL of a conversation of the contract. Wokfow itself, which shows rows to everybody at once, leaves the count of unread
 * messages out.
 */
export function conversationJson(context: Context): RawBuilder<string> {
  const isMember = context.actor.kind === "member";
  const may = mayReply(context.actor);
  const key = `${isMember} ${may}`;
  const written = rows.get(key) ?? write(conversationOf(isMember, may));
  rows.set(key, written);
  return sql.raw(written);
}

const rows = new Map<string, string>();

function conversationOf(isMember: boolean, may: boolean): Json {
  return object({
    id: plain("c.id"),
    channel: object({ id: plain("ch.id"), kind: plain("ch.kind"), name: text("ch.name") }),
    contact: object({
      id: plain("c.contact_id"),
      name: text("c.contact_name"),
      username: text("c.contact_username"),
      avatarFileId: plainOrNull("c.contact_avatar_file_id"),
    }),
    assignee: member,
    lastMessage: objectIf("c.last_message_id is not null", {
      direction: plain("c.last_direction"),
      kind: plain("c.last_kind"),
      excerpt: text("c.last_excerpt"),
      authorName: text("w.display_name"),
      state: plain("c.last_state"),
    }),
    lastActivityAt: plain(moment("c.last_activity_at")),
    ...(isMember && { unread: raw(unreadCount) }),
    unreplied: flag("c.unreplied"),
    archivedAt: plainOrNull(moment("c.archived_at")),
    blockedByCustomer: flag("c.blocked_at is not null"),
    can: object({
      reply: may ? flag("c.blocked_at is null and ch.removed_at is null") : constant(false),
      assign: constant(may),
      archive: constant(may),
    }),
  });
}

/** What stands behind {@link messageJson}: the message `m` joined with its author. */
export function messageJoins(context: Context): RawBuilder<unknown> {
  return sql`left join members a on a.workspace_id = ${context.workspaceId}::uuid and a.id = m.author_id`;
}

/** Looked up only for the kinds that have one. */
const attachment: Json = [
  {
    sql: `(select ${write(
      object({
        fileId: plain("f.id"),
        state: plain("f.state"),
        failure: text("f.failure"),
        name: text("f.name"),
        type: text("f.type"),
        bytes: raw("f.bytes"),
        width: raw("f.width"),
        height: raw("f.height"),
        seconds: raw("f.seconds"),
        hasThumbnail: flag("f.thumbnail_key is not null"),
      }),
    )} from files f where f.workspace_id = m.workspace_id and f.id = m.file_id)`,
  },
];

const quoted = write(
  object({ id: plain("q.id"), direction: plain("q.direction"), excerpt: text("left(q.text, 160)") }),
);
const quotedFrom = `select ${quoted} from messages q where q.workspace_id = m.workspace_id`;

/** The customer's quotation names the outside service's message, which may arrive after it; ours names the row. */
const replyTo = raw(`case
  when m.reply_to_id is not null then (${quotedFrom} and q.id = m.reply_to_id)
  when m.reply_to_external_id is not null then (${quotedFrom} and q.channel_id = m.channel_id and q.external_id = m.reply_to_external_id)
  end`);

const kind = plain("m.kind");
const words = { text: text("m.text"), entities: raw("m.entities") };
const content: Json = [
  {
    sql: `case m.kind
      when 'text' then ${write(object({ kind, ...words }))}
      when 'sticker' then ${write(object({ kind, emoji: raw("m.details -> 'emoji'"), attachment }))}
      when 'start' then ${write(object({ kind, parameter: raw("m.details -> 'parameter'") }))}
      when 'unsupported' then ${write(object({ kind, what: raw("m.details -> 'what'") }))}
      else ${write(object({ kind, ...words, attachment }))} end`,
  },
];

const message = object({
  id: plain("m.id"),
  conversationId: plain("m.conversation_id"),
  direction: plain("m.direction"),
  content,
  author: member,
  sentAt: plain(moment("m.sent_at")),
  editedAt: plainOrNull(moment("m.edited_at")),
  replyTo,
  state: plain("m.state"),
  refusal: objectIf("m.refusal_reason is not null", {
    reason: plain("m.refusal_reason"),
    detail: text("m.refusal_detail"),
  }),
  nextAttemptAt: plainOrNull(`case when m.state = 'queued' then ${moment("m.next_attempt_at")} end`),
});

/** The SQL of a message of the contract. */
export const messageJson: RawBuilder<string> = sql.raw(write(message));
