import { sql } from "kysely";
import type { Contact } from "#contract/contacts.ts";
import { presentPhone } from "#server/contacts/present.ts";
import { type Context, compilable, read } from "#server/context.ts";
import { isVisible, wallOf } from "#server/conversations/policy.ts";
import { notFound } from "#server/platform/errors/refusal.ts";

/**
 * A contact with their identities and their latest conversations that the actor sees, as the JSON of the contract. Refused
 * `not_found`, also to a member between walls who sees no conversation of theirs.
 */
export async function readContact(context: Context, contactId: string): Promise<string> {
  const select = sql<{ json: Contact }>`
    select json_build_object(
      'id', k.id, 'name', k.name, 'avatarFileId', k.avatar_file_id, 'firstSeenAt', ${moment("k.created_at")},
      'identities', coalesce((${identitiesSeen(context)}), '[]'),
      'conversations', coalesce((${conversationsSeen(context)}), '[]')) as json
      from contacts k where k.workspace_id = ${context.workspaceId}::uuid and k.id = ${contactId}::uuid ${isMet(context)}`;
  const [row] = await read(context, compilable(select));
  if (!row) throw notFound();
  const { identities, ...contact } = row.json;
  return JSON.stringify({ ...contact, identities: identities.map(withPhone) });
}

/** PostgreSQL has the digits alone. */
function withPhone(identity: Contact["identities"][number]) {
  return { ...identity, phone: identity.phone && presentPhone(identity.phone) };
}

/** Without a conversation nobody is a stranger to members who see everything; the others have to see one. */
function isMet({ actor }: Context) {
  const wall = wallOf(actor);
  if (!wall) return sql``;
  return sql`and exists (select from conversations c where c.workspace_id = k.workspace_id and c.contact_id = k.id and ${wall})`;
}

/** Behind walls, only the accounts in whose conversations the member meets the contact. */
function identitiesSeen({ actor }: Context) {
  const wall = wallOf(actor);
  const isSeen = wall
    ? sql`and exists (select from conversations c where c.workspace_id = k.workspace_id and c.contact_id = k.id and c.identity_id = i.id and ${wall})`
    : sql``;
  return sql`
  select json_agg(json_build_object('id', i.id, 'kind', i.kind, 'username', i.username, 'phone', i.phone, 'language', i.language,
                                    'startParameter', i.start_parameter) order by i.created_at, i.id)
    from identities i where i.workspace_id = k.workspace_id and i.contact_id = k.id ${isSeen}`;
}

const conversationsSeen = ({ actor }: Context) => sql`
  select json_agg(json_build_object(
           'id', c.id, 'channel', json_build_object('id', ch.id, 'kind', ch.kind, 'name', ch.name),
           'lastActivityAt', ${moment("c.last_activity_at")}, 'archivedAt', ${moment("c.archived_at")})
           order by c.last_activity_at desc, c.id desc)
    from (select c.* from conversations c where c.workspace_id = k.workspace_id and c.contact_id = k.id and ${isVisible(actor)}
           order by c.last_activity_at desc, c.id desc limit 100) c
    join channels ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id`;

function moment(column: string) {
  return sql`to_char(${sql.raw(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
