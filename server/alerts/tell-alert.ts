import { alertMail } from "#server/alerts/alert-mail.ts";
import type { Transaction } from "#server/context.ts";
import { announce } from "#server/platform/events/announce.ts";

/** Tells of an alert that was raised or has ended: open browsers at once, and by e-mail those members who want that. */
export async function tellAlert(
  tx: Transaction,
  kind: "alert.raised" | "alert.ended",
  outageId: string,
): Promise<void> {
  await announce(tx, { kind, subjectId: outageId });
  const readers = await tx.db
    .selectFrom("members")
    .select("id")
    .where("workspace_id", "=", tx.workspaceId)
    .where("status", "=", "active")
    .where("alert_mail", "=", true)
    .execute();
  const isOver = kind === "alert.ended";
  for (const { id: memberId } of readers) {
    // An alert that is told once more, as that of a channel that goes up and down, is one mail as long as that waits.
    await alertMail.later(
      tx,
      { outageId, memberId, isOver },
      { key: `alert:${outageId}:${memberId}:${isOver}`, maxAttempts: 8 },
    );
  }
}
