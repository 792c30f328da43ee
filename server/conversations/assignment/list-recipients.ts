import { sql } from "kysely";
import type { AnswerOf } from "#contract/endpoint.ts";
import type { listRecipients as endpoint } from "#contract/transfers.ts";
import type { Context } from "#server/context.ts";
import { accessConversation } from "#server/conversations/access.ts";
import { cleanText } from "#server/conversations/clean-text.ts";
import { readRowsOfBoth } from "#server/conversations/read-rows.ts";

type Recipients = AnswerOf<typeof endpoint>;

/** The teams and members whose name holds what was typed, those whose name begins with it first. Refused `not_found`. */
export async function listRecipients(
  context: Context,
  conversationId: string,
  search: string | undefined,
): Promise<Recipients> {
  const typed = cleanText(search ?? "");
  await accessConversation(context, conversationId);
  const [teams, members] = await readRowsOfBoth(context, teamsCalled(context, typed), membersCalled(context, typed));
  return { teams, members };
}

function teamsCalled({ workspaceId }: Context, typed: string) {
  return sql<Recipients["teams"][number]>`
    select t.id, t.name, t.colour,
           (select count(*)::integer from team_members tm join members m on m.workspace_id = tm.workspace_id and m.id = tm.member_id
             where tm.workspace_id = t.workspace_id and tm.team_id = t.id and m.status in ('invited', 'active')) as members
      from teams t where t.workspace_id = ${workspaceId}::uuid and strpos(lower(t.name), lower(${typed}::text)) > 0
     order by lower(t.name), t.id limit 200`;
}

function membersCalled({ workspaceId }: Context, typed: string) {
  return sql<Recipients["members"][number]>`
    select m.id, m.display_name as "displayName", m.role, m.avatar_file_id as "avatarFileId", m.availability, m.status
      from members m
     where m.workspace_id = ${workspaceId}::uuid and m.status in ('invited', 'active')
       and strpos(lower(m.display_name), lower(${typed}::text)) > 0
     order by not starts_with(lower(m.display_name), lower(${typed}::text)), lower(m.display_name), m.id limit 20`;
}
