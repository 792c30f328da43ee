import { sql } from "kysely";
import type { Message } from "#contract/messages.ts";
import type { Context } from "#server/context.ts";
import { readRows } from "#server/conversations/read-rows.ts";

/** What a message answers, in one line. */
export type Quote = NonNullable<Message["replyTo"]>;

/** A message that may answer another one. */
interface Answering {
  readonly channel_id: string;
  readonly reply_to_id: string | null;
  readonly reply_to_external_id: string | null;
}

interface QuotedRow extends Quote {
  readonly channel_id: string;
  readonly external_id: string | null;
}

/**
 * What messages answer; asks only when any does. Ours name the row; the customer's quotation names the outside service's message
 * on the same channel, which may arrive after it.
 */
export async function findQuotes(
  context: Context,
  messages: readonly Answering[],
): Promise<(message: Answering) => Quote | null> {
  const answering = messages.filter((message) => message.reply_to_id ?? message.reply_to_external_id);
  if (answering.length === 0) return () => null;
  const quotes = new Map<string, Quote>();
  for (const { channel_id, external_id, ...quote } of await readQuoted(context, answering)) {
    quotes.set(quote.id, quote);
    if (external_id) quotes.set(`${channel_id} ${external_id}`, quote);
  }
  return (message) =>
    quotes.get(message.reply_to_id ?? `${message.channel_id} ${message.reply_to_external_id}`) ?? null;
}

function readQuoted(context: Context, answering: readonly Answering[]): Promise<QuotedRow[]> {
  const workspace = sql`${context.workspaceId}::uuid`;
  const columns = sql.raw("q.id, q.channel_id, q.external_id, q.direction, left(q.text, 160) as excerpt");
  const theirs = answering.filter((message) => message.reply_to_id === null);
  return readRows(
    context,
    sql<QuotedRow>`
      select ${columns} from messages q
       where q.workspace_id = ${workspace} and q.id = any(${answering.flatMap((message) => message.reply_to_id ?? [])}::uuid[])
      union all
      select ${columns}
        from unnest(${theirs.map((message) => message.channel_id)}::uuid[], ${theirs.map((message) => message.reply_to_external_id)}::text[])
             as asked (channel_id, external_id)
        join messages q on q.workspace_id = ${workspace} and q.channel_id = asked.channel_id and q.external_id = asked.external_id`,
  );
}
