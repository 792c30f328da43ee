import { sql } from "kysely";
import type { Transaction } from "#server/context.ts";
import { recordEnded } from "#server/sessions/end-sessions.ts";
import { signInTables } from "#server/sessions/queries.ts";

/**
 * Ends the sessions of a person in all of their workspaces, except one if it is named, and returns how many. What opens one door of
 * theirs opens all, so a password that is not good any more ends what it began everywhere.
 */
export async function endEverywhere(
  tx: Transaction,
  { personId, allBut }: { personId: string; allBut: string | null },
): Promise<number> {
  const ofPerson = signInTables(tx).deleteFrom("sessions").where("person_id", "=", personId);
  const chosen = allBut === null ? ofPerson : ofPerson.where("id", "!=", allBut);
  const ended = await chosen.returning(["id", "signed_in_to", "member_id"]).execute();
  for (const [workspaceId, sessions] of Map.groupBy(ended, (session) => session.signed_in_to)) {
    const there = await enter(tx, workspaceId);
    for (const [memberId, own] of Map.groupBy(sessions, (session) => session.member_id)) {
      await recordEnded(there, memberId, own);
    }
  }
  await enter(tx, tx.workspaceId);
  return ended.length;
}

/** Each workspace keeps its own facts behind its wall, so each is entered to be told. */
async function enter(tx: Transaction, workspaceId: string): Promise<Transaction> {
  await sql`select set_config('app.workspace_id', ${workspaceId}, true)`.execute(tx.db);
  if (workspaceId === tx.workspaceId) return tx;
  const { visit } = tx.actor;
  return { ...tx, workspaceId, actor: { kind: "system", ...(visit && { visit }) } };
}
