import { type RawBuilder, type Selectable, sql } from "kysely";
import type { Conversation } from "#contract/conversations.ts";
import type { Context } from "#server/context.ts";
import { knows, type Names, namesFor, type ShownChannel } from "#server/conversations/believe-names.ts";
import { mayReply } from "#server/conversations/policy.ts";
import { answeringEnds } from "#server/conversations/send/answering-ends.ts";
import type { ConversationsTable } from "#server/conversations/tables.ts";
import { momentSql, writeMoment, writeMomentOrNull } from "#server/conversations/write-moment.ts";

// What the contract calls a conversation. Lists, single answers and live events all use this, so that they cannot tell different
// truths. PostgreSQL hands over plain columns and this code gives them their shape: its own JSON takes three times as long.

/** The columns of a conversation that its row shows. Moments are texts of `momentSql`. */
export type ConversationRow = Pick<
  Selectable<ConversationsTable>,
  | "id"
  | "channel_id"
  | "contact_id"
  | "contact_name"
  | "contact_username"
  | "contact_avatar_file_id"
  | "assignee_id"
  | "team_id"
  | "last_author_id"
  | "last_direction"
  | "last_kind"
  | "last_excerpt"
  | "last_state"
  | "unreplied"
> & {
  readonly at: string;
  readonly archived_at: string | null;
  readonly heard_at: string | null;
  readonly is_blocked: boolean;
  /** Only for a member. */
  readonly unread?: number;
};

/** A conversation as everybody sees it: `unread` is left out where nobody in particular asks. */
export type PresentedConversation = Omit<Conversation, "unread"> & { readonly unread?: number };

/** How many inbound messages of `c` the member behind `r` has not seen and nobody has answered. */
export const unreadCount =
  "greatest(0, c.inbound_count - greatest(coalesce(r.inbound_seen, 0), c.answered_inbound_count))";

const columns = `c.id, c.channel_id, c.contact_id, c.contact_name, c.contact_username, c.contact_avatar_file_id, c.assignee_id,
  c.team_id, c.last_author_id, c.last_direction, c.last_kind, c.last_excerpt, c.last_state, c.unreplied,
  ${momentSql("c.last_activity_at")} as at, ${momentSql("c.archived_at")} as archived_at, ${momentSql("c.heard_at")} as heard_at,
  c.blocked_at is not null as is_blocked`;

const forEverybody = sql.raw(columns);
const forMember = sql.raw(`${columns}, ${unreadCount} as unread`);

/**
 * The SQL of rows of conversations; `from` yields them as `c`. The workspace is named as a constant, so that row-level security is
 * judged once and not for each row.
 */
export function selectConversations(context: Context, from: RawBuilder<unknown>): RawBuilder<ConversationRow> {
  const { actor, workspaceId } = context;
  return sql`
    select ${actor.kind === "member" ? forMember : forEverybody} from ${from}
      ${
        actor.kind === "member"
          ? sql`left join conversation_reads r
                  on r.workspace_id = ${workspaceId}::uuid and r.conversation_id = c.id and r.member_id = ${actor.memberId}::uuid`
          : sql``
      }`;
}

/** Rows as the contract shows them to whoever acts. */
export async function presentConversations(
  context: Context,
  rows: readonly ConversationRow[],
): Promise<PresentedConversation[]> {
  const names = await namesFor(context, (known) => rows.every((row) => holdsAll(known, row)));
  return rows.map((row) => presentConversation(context, names, row));
}

function holdsAll({ channels, teams, members }: Names, row: ConversationRow): boolean {
  return (
    channels.has(row.channel_id) &&
    knows(teams, row.team_id) &&
    knows(members, row.assignee_id) &&
    knows(members, row.last_author_id)
  );
}

function presentConversation(context: Context, names: Names, row: ConversationRow): PresentedConversation {
  const may = mayReply(context.actor);
  const channel = channelOf(names, row);
  return {
    id: row.id,
    channel: { id: row.channel_id, kind: channel.kind, name: channel.name },
    contact: {
      id: row.contact_id,
      name: row.contact_name,
      username: row.contact_username,
      avatarFileId: row.contact_avatar_file_id,
    },
    team: presentTeam(names, row.team_id),
    assignee: presentMember(names, row.assignee_id),
    lastMessage: presentLastMessage(names, row),
    lastActivityAt: writeMoment(row.at),
    ...(row.unread !== undefined && { unread: row.unread }),
    unreplied: row.unreplied,
    archivedAt: writeMomentOrNull(row.archived_at),
    blockedByCustomer: row.is_blocked,
    answering: presentAnswering(channel, row),
    can: { reply: may && !row.is_blocked && !channel.isRemoved, assign: may, archive: may },
  };
}

/** A conversation's channel is in its workspace and never deleted. */
function channelOf({ channels }: Names, { channel_id: id }: ConversationRow): ShownChannel {
  const channel = channels.get(id);
  if (!channel) throw new Error(`There is no channel ${id}.`);
  return channel;
}

function presentAnswering(channel: ShownChannel, { heard_at: heardAt }: ConversationRow): Conversation["answering"] {
  if (heardAt === null) return null;
  const ends = answeringEnds(channel.kind, new Date(writeMoment(heardAt)), channel.forbidsLate);
  return (
    ends && { freelyUntil: ends.freelyUntil.toISOString(), byPersonUntil: ends.byPersonUntil?.toISOString() ?? null }
  );
}

function presentTeam({ teams }: Names, id: string | null): Conversation["team"] {
  const team = id === null ? undefined : teams.get(id);
  return id === null || team === undefined ? null : { id, name: team.name, colour: team.colour };
}

/** A member as rows show one, null when there is none. */
export function presentMember({ members }: Names, id: string | null) {
  const member = id === null ? undefined : members.get(id);
  return id === null || member === undefined ? null : { memberId: id, ...member };
}

function presentLastMessage({ members }: Names, row: ConversationRow): Conversation["lastMessage"] {
  const { last_direction: direction, last_kind: kind, last_state: state } = row;
  if (!direction || !kind || !state) return null;
  const author = row.last_author_id === null ? undefined : members.get(row.last_author_id);
  return { direction, kind, excerpt: row.last_excerpt ?? "", authorName: author?.displayName ?? null, state };
}
