import Fastify from "fastify";
import { Pool } from "pg";

/**
 * What is possible: a bare Fastify with one route per case on the same database, without sign-in, rights, workspaces or checks.
 * Started as `node serve-limit.ts <database address> <workspace id>`; prints its address.
 */
const [connectionString = "", workspaceId = ""] = process.argv.slice(2);
const pool = new Pool({ connectionString, max: 10 });
const http = Fastify();

http.get("/list", async () => {
  const { rows } = await pool.query({
    name: "list",
    text: `
      select c.id, c.last_activity_at, c.last_excerpt, c.last_direction, c.last_state, c.inbound_count, c.unreplied,
             k.id as contact_id, k.name, k.avatar_file_id
        from conversations c join contacts k on k.workspace_id = c.workspace_id and k.id = c.contact_id
       where c.workspace_id = $1 and c.archived_at is null order by c.last_activity_at desc, c.id desc limit 50`,
    values: [workspaceId],
  });
  return { items: rows };
});

http.get<{ Params: { id: string } }>("/messages/:id", async ({ params }) => {
  const { rows } = await pool.query({
    name: "messages",
    text: `
      select id, direction, kind, text, sent_at, state, author_id from messages
       where workspace_id = $1 and conversation_id = $2 order by sent_at desc, sequence desc, id desc limit 50`,
    values: [workspaceId, params.id],
  });
  return { messages: rows };
});

interface Update {
  readonly message: { readonly chat: { readonly id: number }; readonly message_id: number; readonly text: string };
}

http.post<{ Body: Update }>("/ingest", async ({ body: { message } }, reply) => {
  const chat = String(message.chat.id);
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query({ ...keepContact, values: [chat, "Customer"] });
    await client.query({ ...insertMessage, values: [`${chat}:${message.message_id}`, chat, message.text] });
    await client.query({ ...countMessage, values: [chat] });
    await client.query("commit");
  } finally {
    client.release();
  }
  return reply.code(200).send();
});

const keepContact = {
  name: "contact",
  text: `insert into limit_contacts (external_id, name) values ($1, $2)
         on conflict (external_id) do update set name = excluded.name`,
};
const insertMessage = {
  name: "message",
  text: "insert into limit_messages (external_id, chat_id, text) values ($1, $2, $3) on conflict do nothing",
};
const countMessage = {
  name: "count",
  text: "update limit_contacts set messages = messages + 1, last_at = now() where external_id = $1",
};

await pool.query(
  `create table if not exists limit_contacts (external_id text primary key, name text, messages integer not null default 0, last_at timestamptz);
   create table if not exists limit_messages (external_id text primary key, chat_id text, text text);
   create index if not exists limit_messages_of_chat on limit_messages (chat_id, external_id)`,
);
console.log(await http.listen({ port: 0, host: "127.0.0.1" }));
