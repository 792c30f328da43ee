import { sql } from "kysely";
import type { Transaction } from "#server/context.ts";
import { announce } from "#server/platform/events/announce.ts";

/** A member who is available and signed in nowhere any more is away by itself at once, and not after their quiet time. */
export async function noticeLeaving(tx: Transaction, memberId: string): Promise<void> {
  const { rows } = await sql`
    update members set availability = 'away', away_by_itself = true
     where workspace_id = ${tx.workspaceId}::uuid and id = ${memberId}::uuid and availability = 'available'
       and not exists (select from sessions s
                        where s.signed_in_to = ${tx.workspaceId}::uuid and s.member_id = ${memberId}::uuid
                          and s.expires_at > ${tx.clock.now()}::timestamptz)
    returning id`.execute(tx.db);
  if (rows.length > 0) await announce(tx, { kind: "availability.changed", subjectId: memberId });
}
