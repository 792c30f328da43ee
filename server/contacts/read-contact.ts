import { sql } from "kysely";
import { type Context, query, read } from "#server/context.ts";
import { notFound } from "#server/platform/errors/refusal.ts";

/** A contact with their identities and latest conversations, as the JSON of the contract. Refused `not_found`. */
export async function readContact(context: Context, contactId: string): Promise<string> {
  const select = sql<{ json: string }>`
    select json_build_object(
      'id', k.id, 'name', k.name, 'avatarFileId', k.avatar_file_id, 'firstSeenAt', ${moment("k.created_at")},
      'identities', coalesce((${identities}), '[]'),
      'conversations', coalesce((${conversations}), '[]'))::text as json
      from contacts k where k.workspace_id = ${context.workspaceId}::uuid and k.id = ${contactId}::uuid`;
  const [row] = await read(context, { compile: () => select.compile(query) });
  if (!row) throw notFound();
  return row.json;
}

const identities = sql`
  select json_agg(json_build_object('id', i.id, 'kind', i.kind, 'username', i.username, 'language', i.language,
                                    'startParameter', i.start_parameter) order by i.created_at, i.id)
    from identities i where i.workspace_id = k.workspace_id and i.contact_id = k.id`;

const conversations = sql`
  select json_agg(json_build_object(
           'id', c.id, 'channel', json_build_object('id', ch.id, 'kind', ch.kind, 'name', ch.name),
           'lastActivityAt', ${moment("c.last_activity_at")}, 'archivedAt', ${moment("c.archived_at")})
           order by c.last_activity_at desc, c.id desc)
    from (select * from conversations where workspace_id = k.workspace_id and contact_id = k.id
           order by last_activity_at desc, id desc limit 100) c
    join channels ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id`;

function moment(column: string) {
  return sql`to_char(${sql.raw(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
