import { sql } from "kysely";
import type { Reaction } from "#contract/messages.ts";
import type { Context } from "#server/context.ts";
import { readRows } from "#server/conversations/read-rows.ts";

interface ReactionRow {
  readonly message_id: string;
  readonly given_by: Reaction["by"];
  readonly emoji: string;
  readonly member_id: string | null;
}

/** The reactions to messages by the messages' identifiers; asks only when any of them has some. The customer's come first. */
export async function findReactions(
  context: Context,
  messages: readonly { readonly id: string; readonly has_reactions: boolean }[],
): Promise<ReadonlyMap<string, Reaction[]>> {
  const ids = messages.flatMap(({ id, has_reactions }) => (has_reactions ? id : []));
  if (ids.length === 0) return new Map();
  const rows = await readRows(
    context,
    sql<ReactionRow>`
      select r.message_id, r.given_by, r.emoji, r.member_id from reactions r
       where r.workspace_id = ${context.workspaceId}::uuid and r.message_id = any(${ids}::uuid[]) and r.emoji <> ''
       order by r.message_id, r.given_by`,
  );
  const present = ({ given_by: by, emoji, member_id: memberId }: ReactionRow) => ({ by, emoji, memberId });
  return new Map([...Map.groupBy(rows, (row) => row.message_id)].map(([id, given]) => [id, given.map(present)]));
}
