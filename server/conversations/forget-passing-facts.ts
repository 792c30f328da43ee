import { sql } from "kysely";
import { type Context, type Transaction, transact } from "#server/context.ts";

/** What these facts told is in the message, the conversation or the member itself; they only have to reach open browsers and other processes. */
const passingKinds = [
  "message.received",
  "message.queued",
  "message.changed",
  "message.noted",
  "notification.added",
  "conversation.read",
  "conversation.changed",
  "conversation.seen",
  "conversation.joined",
  "history.received",
  "conversations.given",
  "availability.changed",
];
const keptMilliseconds = 7 * 24 * 3_600_000;
const batchSize = 10_000;
const beginning = "00000000-0000-0000-0000-000000000000";

/**
 * Removes the facts of a workspace that are older than a week and only said that something can be read elsewhere now: several of
 * them belong to every message, so they would soon outweigh all else. What threads show and what people did is kept.
 */
export async function forgetPassingFacts(context: Context): Promise<void> {
  const before = new Date(context.clock.now().getTime() - keptMilliseconds);
  let after: string | null = beginning;
  while (after !== null) {
    const from: string = after;
    after = await transact(context, (tx) => forgetBatch(tx, from, before));
  }
}

/** Identifiers are in the order of time, so the walk is over where a batch holds nothing old. Returns where to go on. */
async function forgetBatch(tx: Transaction, after: string, before: Date): Promise<string | null> {
  const { rows } = await sql<{ last: string | null; was_old: boolean | null }>`
    with batch as materialized (
      select id, kind, at < ${before}::timestamptz as is_old from facts
       where workspace_id = ${tx.workspaceId}::uuid and id > ${after}::uuid order by id limit ${sql.lit(batchSize)}
    ),
    forgotten as (
      delete from facts f using batch b
       where f.workspace_id = ${tx.workspaceId}::uuid and f.id = b.id and b.is_old and b.kind = any(${passingKinds}::text[])
    )
    select (select id from batch order by id desc limit 1) as last, (select bool_or(is_old) from batch) as was_old`.execute(
    tx.db,
  );
  const [batch] = rows;
  return batch?.was_old ? batch.last : null;
}
