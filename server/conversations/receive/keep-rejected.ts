import type { Transaction } from "#server/context.ts";
import { cleanText, jsonText } from "#server/conversations/clean-text.ts";
import { newId } from "#server/platform/identifier.ts";

/** An authentic update that cannot become a message, with the reason. */
export interface RejectedUpdate {
  readonly externalId: string | null;
  readonly reason: string;
  readonly raw: unknown;
}

/** Keeps updates that could not be read or stored, each once, so that nothing is lost and nobody is blocked. */
export async function keepRejected(
  tx: Transaction,
  channelId: string,
  rejected: readonly RejectedUpdate[],
): Promise<void> {
  if (rejected.length === 0) return;
  await tx.db
    .insertInto("rejected_updates")
    .values(
      rejected.map(({ externalId, reason, raw }) => ({
        workspace_id: tx.workspaceId,
        id: newId(),
        channel_id: channelId,
        external_id: externalId === null ? null : cleanText(externalId),
        received_at: tx.clock.now(),
        reason: cleanText(reason),
        raw: jsonText(raw),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
