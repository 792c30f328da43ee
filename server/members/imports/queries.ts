import { sql } from "kysely";
import { type Context, compilable } from "#server/context.ts";

/** Which of these addresses, in lower case, are those of members. */
export function selectMemberEmails({ workspaceId }: Context, emails: readonly string[]) {
  const statement = sql<{ email: string }>`
    select p.email from people p join members m on m.person_id = p.id
     where p.email = any(${[...emails]}::text[]) and m.workspace_id = ${workspaceId}::uuid and m.status <> 'removed'`;
  return compilable(statement);
}
