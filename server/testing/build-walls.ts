import { join } from "node:path";
import type { Client } from "pg";
import type { Role } from "#contract/rights.ts";
import type { Visibility } from "#contract/workspaces.ts";
import { diskFileStore } from "#server/platform/files/disk-file-store.ts";
import { newId } from "#server/platform/identifier.ts";
import { hashOfToken } from "#server/platform/secrets/hash-of-token.ts";
import { newSessionToken } from "#server/sessions/session-token.ts";
import type { TestWokfow } from "#server/testing/start-wokfow.ts";
import type { TestClient } from "#server/testing/test-client.ts";

/** A member with a signed-in browser. */
export interface WalledMember {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly teamIds: readonly string[];
  readonly client: TestClient;
}

/** A conversation with everything by which somebody could get at it. */
export interface WalledConversation {
  readonly id: string;
  readonly teamId: string | null;
  readonly assigneeId: string | null;
  readonly archived: boolean;
  readonly unreplied: boolean;
  /** A note names every member, whether or not they see it. */
  readonly mentioned: boolean;
  readonly channelId: string;
  readonly contactId: string;
  /** A word of the contact's name that nobody else has. */
  readonly word: string;
  readonly faceId: string;
  readonly fileId: string;
  readonly messageId: string;
}

/** A workspace in which there is a conversation of every team, or none, with every assignee, or none, open and archived. */
export interface WalledWorkspace {
  readonly visibility: Visibility;
  readonly teamIds: readonly string[];
  readonly members: readonly WalledMember[];
  readonly conversations: readonly WalledConversation[];
}

/** Builds the workspace straight into the tables; `owner` sees past every wall. Its channels are paused, so that nothing is sent. */
export async function buildWalls(wokfow: TestWokfow, owner: Client, visibility: Visibility): Promise<WalledWorkspace> {
  const workspaceId = newId();
  const teams = ["Sales", "Support", "Nobody"].map((name) => ({ id: newId(), name }));
  const members = people(teams.map(({ id }) => id)).map((member) => signIn(wokfow, member));
  const channels = [teams[0]?.id ?? null, teams[1]?.id ?? null, null].map((teamId) => ({ id: newId(), teamId }));
  const conversations = everyKind(
    [null, ...teams.map(({ id }) => id)],
    [null, ...members.filter(({ role }) => role !== "owner").map(({ id }) => id)],
    channels.map(({ id }) => id),
  );
  await diskFileStore(join(wokfow.config.dataDir, "files")).put("walls/picture", Buffer.from("a picture"));
  const rows = { visibility, teams, members, channels, conversations };
  const given = JSON.stringify(rows, (key, value: unknown) => (key === "client" ? undefined : value));
  for (const statement of statements) await owner.query(statement, [workspaceId, given]);
  return { visibility, teamIds: teams.map(({ id }) => id), members, conversations };
}

type Person = Omit<WalledMember, "client">;

function people([sales = "", support = ""]: readonly string[]): Person[] {
  const person = (name: string, role: Role, ...teamIds: string[]) => ({ id: newId(), name, role, teamIds });
  return [
    person("Olga", "owner"),
    person("Max", "manager"),
    person("Una", "user"),
    person("Sam", "user", sales),
    person("Tess", "user", sales, support),
  ];
}

function signIn(wokfow: TestWokfow, member: Person): WalledMember & { readonly hash: string } {
  const token = newSessionToken();
  const client = wokfow.client();
  client.cookies.set("wokfow_session", token);
  return { ...member, client, hash: hashOfToken(token) };
}

/** Every second contact has two conversations, which may stand on different sides of a wall. */
function everyKind(
  teamIds: readonly (string | null)[],
  assigneeIds: readonly (string | null)[],
  channelIds: readonly string[],
): WalledConversation[] {
  const belongings = teamIds.flatMap((teamId) => assigneeIds.map((assigneeId) => ({ teamId, assigneeId })));
  const kinds = [false, true].flatMap((archived) => belongings.map((belonging) => ({ ...belonging, archived })));
  const contacts = kinds.map(() => ({ contactId: newId(), faceId: newId() }));
  return kinds.map((kind, n) => {
    const whose = n % 3 === 1 ? n - 1 : n;
    return {
      ...{ id: newId(), fileId: newId(), messageId: newId(), unreplied: n % 2 === 0, mentioned: n % 4 < 2 },
      ...kind,
      ...(contacts[whose] ?? { contactId: newId(), faceId: newId() }),
      channelId: channelIds[n % channelIds.length] ?? "",
      word: `customer${whose}`,
    };
  });
}

const list = (name: string, columns: string) => `jsonb_to_recordset($2::jsonb -> '${name}') as ${columns}`;
const membersGiven = list("members", `m(id uuid, name text, role text, "teamIds" uuid[], hash text)`);
const conversationsGiven = list(
  "conversations",
  `c(id uuid, "teamId" uuid, "assigneeId" uuid, archived boolean, unreplied boolean, mentioned boolean, "channelId" uuid,
     "contactId" uuid, word text, "faceId" uuid, "fileId" uuid, "messageId" uuid)`,
);
const contactsGiven = `(select distinct "contactId", "faceId", word from ${conversationsGiven}) c`;
const kind = "'telegram'";

const statements = [
  `insert into workspaces (workspace_id, name, visibility, channel_alerts, created_at) values ($1, 'Ortiz Shop', $2::jsonb ->> 'visibility', false, now())`,
  `insert into people (id, name, email, created_at, updated_at)
   select id, name, id || '@ortiz.example', now(), now() from ${membersGiven}, (select $1::uuid) w`,
  `insert into members (workspace_id, id, person_id, role, display_name, time_zone, created_at)
   select $1::uuid, id, id, role, name, 'Europe/Berlin', now() from ${membersGiven}`,
  `insert into sessions (id, person_id, signed_in_to, member_id, token_hash, created_at, last_seen_at, expires_at)
   select gen_random_uuid(), id, $1::uuid, id, hash, now(), now(), now() + interval '1 day' from ${membersGiven}`,
  `insert into teams (workspace_id, id, name, purpose, colour, created_at)
   select $1::uuid, id, name, 'other', 'teal', now() from ${list("teams", "t(id uuid, name text)")}`,
  `insert into team_members (workspace_id, team_id, member_id, joined_at)
   select $1::uuid, t, id, now() from ${membersGiven}, unnest(m."teamIds") t`,
  `insert into channels (workspace_id, id, kind, name, account_id, account, webhook_key, transport, status, status_since, created_at, team_id)
   select $1::uuid, id, ${kind}, 'Shop bot', id, '@shop', id, 'polling', 'PAUSED', now(), now(), "teamId"
     from ${list("channels", `c(id uuid, "teamId" uuid)`)}`,
  `insert into files (workspace_id, id, purpose, state, name, type, bytes, storage_key, created_at)
   select $1::uuid, "faceId", 'contact_avatar', 'stored', 'a.webp', 'image/webp', 9, 'walls/picture', now() from ${contactsGiven}`,
  `insert into contacts (workspace_id, id, name, avatar_file_id, created_at)
   select $1::uuid, "contactId", word, "faceId", now() from ${contactsGiven}`,
  `insert into contact_words (workspace_id, word, contact_id) select $1::uuid, word || 'x', "contactId" from ${contactsGiven}`,
  `insert into identities (workspace_id, id, contact_id, kind, external_id, created_at)
   select $1::uuid, id, "contactId", ${kind}, id, now() from ${conversationsGiven}`,
  `insert into conversations (workspace_id, id, channel_id, contact_id, identity_id, external_id, team_id, assignee_id, archived_at,
     unreplied, inbound_count, last_activity_at, created_at)
   select $1::uuid, id, "channelId", "contactId", id, id, "teamId", "assigneeId", case when archived then now() end,
          unreplied, unreplied::int, now() - random() * interval '9 days', now() from ${conversationsGiven}`,
  `insert into files (workspace_id, id, purpose, conversation_id, state, name, type, bytes, storage_key, thumbnail_key, created_at)
   select $1::uuid, "fileId", 'attachment', id, 'stored', 'a.webp', 'image/webp', 9, 'walls/picture', 'walls/picture', now()
     from ${conversationsGiven}`,
  `insert into messages (workspace_id, id, conversation_id, channel_id, direction, kind, file_id, external_id, sent_at, state, created_at)
   select $1::uuid, "messageId", id, "channelId", 'outbound', 'photo', "fileId", id, now(), 'sent', now() from ${conversationsGiven}`,
  `insert into mentions (workspace_id, message_id, member_id, conversation_id, at)
   select $1::uuid, c."messageId", m.id, c.id, now() from ${conversationsGiven}, ${membersGiven} where c.mentioned`,
  `insert into notifications (workspace_id, id, member_id, kind, conversation_id, message_id, at)
   select $1::uuid, gen_random_uuid(), m.id, 'mentioned', c.id, c."messageId", now()
     from ${conversationsGiven}, ${membersGiven} where c.mentioned`,
];
