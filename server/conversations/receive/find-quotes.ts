import { sql } from "kysely";
import { excerptOf } from "#contract/excerpt.ts";
import { type ContentKind, messageContent } from "#contract/message-content.ts";
import type { Message } from "#contract/messages.ts";
import type { Context } from "#server/context.ts";
import { readRows } from "#server/conversations/read-rows.ts";
import { shortenText } from "#server/conversations/shorten-text.ts";

/** What a message answers, in one line. */
export type Quote = NonNullable<Message["replyTo"]>;

/** A message that may answer another one. */
interface Answering {
  readonly conversation_id: string;
  readonly reply_to_id: string | null;
  readonly reply_to_external_id: string | null;
}

interface QuotedRow extends Omit<Quote, "excerpt"> {
  readonly conversation_id: string;
  readonly external_id: string | null;
  readonly text: string;
  /** Both only where nothing was said in words. */
  readonly details: Readonly<Record<string, unknown>> | null;
  readonly seconds: number | null;
}

/**
 * What messages answer; asks only when any does. Ours name the row; the customer's quotation names the outside service's message
 * in the same conversation, which may arrive after it; of others it says nothing, whatever identifier somebody puts in.
 */
export async function findQuotes(
  context: Context,
  messages: readonly Answering[],
): Promise<(message: Answering) => Quote | null> {
  const answering = messages.filter((message) => message.reply_to_id ?? message.reply_to_external_id);
  if (answering.length === 0) return () => null;
  const quotes = new Map<string, Quote>();
  for (const row of await readQuoted(context, answering)) {
    const quote = { id: row.id, direction: row.direction, kind: row.kind, excerpt: excerptOfRow(row) };
    quotes.set(quote.id, quote);
    if (row.external_id) quotes.set(`${row.conversation_id} ${row.external_id}`, quote);
  }
  return (message) =>
    quotes.get(message.reply_to_id ?? `${message.conversation_id} ${message.reply_to_external_id}`) ?? null;
}

function readQuoted(context: Context, answering: readonly Answering[]): Promise<QuotedRow[]> {
  const workspace = sql`${context.workspaceId}::uuid`;
  const columns = sql.raw(`q.id, q.conversation_id, q.external_id, q.direction, q.kind, left(q.text, 2000) as text,
    case when q.text = '' then q.details end as details,
    case when q.text = '' and q.file_id is not null then
      (select f.seconds from files f where f.workspace_id = q.workspace_id and f.id = q.file_id) end as seconds`);
  const theirs = answering.filter((message) => message.reply_to_id === null);
  return readRows(
    context,
    sql<QuotedRow>`
      select ${columns} from messages q
       where q.workspace_id = ${workspace} and q.id = any(${answering.flatMap((message) => message.reply_to_id ?? [])}::uuid[])
      union all
      select ${columns}
        from unnest(${theirs.map((message) => message.conversation_id)}::uuid[], ${theirs.map((message) => message.reply_to_external_id)}::text[])
             as asked (conversation_id, external_id)
        join conversations c on c.workspace_id = ${workspace} and c.id = asked.conversation_id
        join messages q on q.workspace_id = ${workspace} and q.channel_id = c.channel_id and q.external_id = asked.external_id
                       and q.conversation_id = c.id`,
  );
}

const saidInDetails: ReadonlySet<ContentKind> = new Set(["location", "contacts", "button", "referral"]);

/** What was stored as details is read again as the contract has it, in case other hands have changed it. */
function excerptOfRow({ kind, text, details, seconds }: QuotedRow): string {
  if (text) return shortenText(text);
  if (!saidInDetails.has(kind)) return excerptOf({ kind }, seconds);
  const content = messageContent.safeParse({ ...details, kind });
  return content.success ? shortenText(excerptOf(content.data)) : "";
}
