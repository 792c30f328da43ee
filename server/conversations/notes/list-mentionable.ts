import { sql } from "kysely";
import type { Member } from "#contract/members.ts";
import { actingMemberId, type Context } from "#server/context.ts";
import { accessConversation } from "#server/conversations/access.ts";
import { cleanText } from "#server/conversations/clean-text.ts";
import { isSeenByMember } from "#server/conversations/policy.ts";
import { readRows } from "#server/conversations/read-rows.ts";

/** The colleagues who see a conversation and whose name holds what was typed, those whose name begins with it first. Refused `not_found`. */
export async function listMentionable(
  context: Context,
  conversationId: string,
  search: string | undefined,
): Promise<{ items: Member[] }> {
  const typed = cleanText(search ?? "");
  const found = sql<Member>`
    select m.id, m.display_name as "displayName", m.role, m.avatar_file_id as "avatarFileId", m.availability, m.status
      from members m
      join workspaces w on w.workspace_id = m.workspace_id
      join conversations c on c.workspace_id = m.workspace_id and c.id = ${conversationId}::uuid
     where m.workspace_id = ${context.workspaceId}::uuid and m.status in ('invited', 'active')
       and m.id is distinct from ${actingMemberId(context)}::uuid
       and strpos(lower(m.display_name), lower(${typed}::text)) > 0 and ${isSeenByMember}
     order by not starts_with(lower(m.display_name), lower(${typed}::text)), lower(m.display_name), m.id limit 20`;
  const [, items] = await Promise.all([accessConversation(context, conversationId), readRows(context, found)]);
  return { items };
}
