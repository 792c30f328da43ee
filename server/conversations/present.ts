import { type RawBuilder, type Selectable, sql } from "kysely";
import type { Conversation } from "#contract/conversations.ts";
import type { TeamColour } from "#contract/teams.ts";
import type { Context } from "#server/context.ts";
import { mayReply } from "#server/conversations/policy.ts";
import type { ConversationsTable } from "#server/conversations/tables.ts";
import { momentSql, writeMoment, writeMomentOrNull } from "#server/conversations/write-moment.ts";

// What the contract calls a conversation. Lists, single answers and live events all use this, so that they cannot tell different
// truths. PostgreSQL hands over plain columns and this code gives them their shape: its own JSON takes three times as long.

/** A conversation with what its row shows beside its own columns. Moments are texts of `momentSql`. */
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
  | "last_direction"
  | "last_kind"
  | "last_excerpt"
  | "last_state"
  | "unreplied"
> & {
  readonly at: string;
  readonly archived_at: string | null;
  readonly is_blocked: boolean;
  readonly channel_kind: Conversation["channel"]["kind"];
  readonly channel_name: string;
  readonly is_channel_removed: boolean;
  readonly team_name: string | null;
  readonly team_colour: TeamColour | null;
  readonly assignee_name: string | null;
  readonly assignee_avatar: string | null;
  readonly author_name: string | null;
  /** Only for a member. */
  readonly unread?: number;
};

/** A conversation as everybody sees it: `unread` is left out where nobody in particular asks. */
export type PresentedConversation = Omit<Conversation, "unread"> & { readonly unread?: number };

/** How many inbound messages of `c` the member behind `r` has not seen and nobody has answered. */
export const unreadCount =
  "greatest(0, c.inbound_count - greatest(coalesce(r.inbound_seen, 0), c.answered_inbound_count))";

const columns = `c.id, c.channel_id, c.contact_id, c.contact_name, c.contact_username, c.contact_avatar_file_id, c.assignee_id, c.team_id,
  c.last_direction, c.last_kind, c.last_excerpt, c.last_state, c.unreplied, ${momentSql("c.last_activity_at")} as at,
  ${momentSql("c.archived_at")} as archived_at, c.blocked_at is not null as is_blocked, ch.kind as channel_kind,
  ch.name as channel_name, ch.removed_at is not null as is_channel_removed, t.name as team_name, t.colour as team_colour, a.display_name as assignee_name,
  a.avatar_file_id as assignee_avatar, w.display_name as author_name`;

const forEverybody = sql.raw(columns);
const forMember = sql.raw(`${columns}, ${unreadCount} as unread`);

/**
 * The SQL of rows of conversations; `from` yields them as `c`. The workspace is named as a constant, so that row-level security is
 * judged once and not for each row.
 */
export function selectConversations(context: Context, from: RawBuilder<unknown>): RawBuilder<ConversationRow> {
  const workspace = sql`${context.workspaceId}::uuid`;
  const { actor } = context;
  return sql`
    select ${actor.kind === "member" ? forMember : forEverybody} from ${from}
      join channels ch on ch.workspace_id = ${workspace} and ch.id = c.channel_id
      left join teams t on t.workspace_id = ${workspace} and t.id = c.team_id
      left join members a on a.workspace_id = ${workspace} and a.id = c.assignee_id
      left join members w on w.workspace_id = ${workspace} and w.id = c.last_author_id
      ${
        actor.kind === "member"
          ? sql`left join conversation_reads r
                  on r.workspace_id = ${workspace} and r.conversation_id = c.id and r.member_id = ${actor.memberId}::uuid`
          : sql``
      }`;
}

/** A row as the contract shows it to whoever acts. */
export function presentConversation(context: Context, row: ConversationRow): PresentedConversation {
  const may = mayReply(context.actor);
  return {
    id: row.id,
    channel: { id: row.channel_id, kind: row.channel_kind, name: row.channel_name },
    contact: {
      id: row.contact_id,
      name: row.contact_name,
      username: row.contact_username,
      avatarFileId: row.contact_avatar_file_id,
    },
    team: presentTeam(row),
    assignee: presentMember(row.assignee_id, row.assignee_name, row.assignee_avatar),
    lastMessage: presentLastMessage(row),
    lastActivityAt: writeMoment(row.at),
    ...(row.unread !== undefined && { unread: row.unread }),
    unreplied: row.unreplied,
    archivedAt: writeMomentOrNull(row.archived_at),
    blockedByCustomer: row.is_blocked,
    can: { reply: may && !row.is_blocked && !row.is_channel_removed, assign: may, archive: may },
  };
}

function presentTeam({ team_id: id, team_name: name, team_colour: colour }: ConversationRow): Conversation["team"] {
  return id === null || name === null || colour === null ? null : { id, name, colour };
}

/** The member of a left join, null when there is none. */
export function presentMember(id: string | null, displayName: string | null, avatarFileId: string | null) {
  return id === null || displayName === null ? null : { memberId: id, displayName, avatarFileId };
}

function presentLastMessage(row: ConversationRow): Conversation["lastMessage"] {
  const { last_direction: direction, last_kind: kind, last_state: state } = row;
  if (!direction || !kind || !state) return null;
  return { direction, kind, excerpt: row.last_excerpt ?? "", authorName: row.author_name, state };
}
