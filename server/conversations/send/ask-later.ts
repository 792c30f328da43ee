import { sql } from "kysely";
import type { Transaction } from "#server/context.ts";
import { job } from "#server/platform/jobs/job.ts";

/** Asks the service what became of the messages of a conversation of which nobody knows it. */
export const askAboutUnknownLater = job<{ conversationId: string }>("ask_about_unknown");

/** Enqueues that for when the first of them is due; what waits already is replaced. Nothing when there is none. */
export async function askLater(tx: Transaction, conversationId: string): Promise<void> {
  const { rows } = await sql<{ due: Date | null }>`
    select min(next_attempt_at) as due from messages
     where workspace_id = ${tx.workspaceId}::uuid and conversation_id = ${conversationId}::uuid
       and state = 'unknown' and next_attempt_at is not null`.execute(tx.db);
  const runAt = rows[0]?.due;
  if (runAt) await askAboutUnknownLater.later(tx, { conversationId }, { key: `ask:${conversationId}`, runAt });
}
