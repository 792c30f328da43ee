import type { Pool } from "pg";

/** How much a workspace holds. */
export interface Size {
  readonly conversations: number;
  readonly messages: number;
}

/** Customer `n` of the seeded ones writes under this number. */
export const firstCustomer = 900_000_000;

/** The identifier of the seeded conversation `n`, counted from 1. */
export function seededConversation(n: number): string {
  return `0190e000-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;
}

/** Fills a workspace with contacts as their updates name them (see `deliver-update.ts`), conversations and messages, straight into the tables. */
export async function seedWorkspace(owner: Pool, workspaceId: string, channelId: string, size: Size): Promise<void> {
  const perConversation = Math.round(size.messages / size.conversations);
  const values = [workspaceId, channelId, size.conversations, perConversation];
  for (const statement of statements) {
    // PostgreSQL wants no more values than a statement names.
    const named = Math.max(...[...statement.matchAll(/\$(\d)/g)].map((match) => Number(match[1])));
    await owner.query(statement, values.slice(0, named));
  }
  await owner.query("vacuum analyze");
}

/** Identifiers are made from numbers, so that the statements can refer to each other's rows. */
const numbered = (prefix: string, number: string) => `('${prefix}' || lpad(to_hex(${number}), 12, '0'))::uuid`;
const contact = numbered("0190c000-0000-7000-8000-", "n");
const identity = numbered("0190d000-0000-7000-8000-", "n");
const conversation = numbered("0190e000-0000-7000-8000-", "n");
const message = numbered("0190f000-0000-7000-8000-", "n * 1000 + m");
const lastMessage = numbered("0190f000-0000-7000-8000-", "n * 1000 + $4::int");
const customer = `(${firstCustomer} + n)::text`;
// The newest message of the first conversation is a minute old, every further conversation one minute older.
const at = "now() - n * interval '1 minute' - ($4::int - m) * interval '3 minutes'";
const lastAt = "now() - n * interval '1 minute'";

const statements = [
  `insert into contacts (workspace_id, id, name, created_at)
   select $1::uuid, ${contact}, 'Customer ' || ${customer}, now() from generate_series(1, $3::int) n where $2::uuid is not null`,
  `insert into identities (workspace_id, id, contact_id, kind, external_id, username, language, created_at)
   select $1::uuid, ${identity}, ${contact}, 'telegram', ${customer}, 'customer_' || ${customer}, 'es', now()
   from generate_series(1, $3::int) n where $2::uuid is not null`,
  `insert into contact_words (workspace_id, word, contact_id)
   select $1::uuid, word, ${contact} from generate_series(1, $3::int) n, unnest(array['customer', ${customer}]) word
   where $2::uuid is not null`,
  `insert into conversations (workspace_id, id, channel_id, contact_id, identity_id, external_id, inbound_count, unreplied,
     last_activity_at, last_message_id, last_message_at, last_message_sequence, last_direction, last_kind, last_excerpt, last_state,
     created_at)
   select $1::uuid, ${conversation}, $2::uuid, ${contact}, ${identity}, ${customer}, $4::int, n % 3 = 0,
     ${lastAt}, ${lastMessage}, ${lastAt}, $4::int, 'inbound', 'text', 'Message ' || $4::int || ' of a conversation of some length',
     'delivered', now() from generate_series(1, $3::int) n`,
  `insert into messages (workspace_id, id, conversation_id, channel_id, direction, kind, text, external_id, sequence, sent_at, state, created_at)
   select $1::uuid, ${message}, ${conversation}, $2::uuid, case when m % 2 = 0 then 'inbound' else 'outbound' end, 'text',
     'Message ' || m || ' of a conversation of some length', ${customer} || ':' || m, m, ${at},
     case when m % 2 = 0 then 'delivered' else 'sent' end, ${at}
   from generate_series(1, $3::int) n, generate_series(1, $4::int) m`,
];
