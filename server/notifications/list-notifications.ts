import { sql } from "kysely";
import { z } from "zod";
import type { Notification } from "#contract/notifications.ts";
import { actingMemberId, type Context } from "#server/context.ts";
import { presentNotification } from "#server/notifications/present.ts";
import { countUnseen, notificationsThat } from "#server/notifications/queries.ts";
import { invalidCursor } from "#server/platform/errors/refusal.ts";

/**
 * A stretch of the acting member's notifications, newest first; a cursor is the last notification of the stretch before. What
 * happened in conversations that they may not see any more is left out, and not counted. Refused `invalid_cursor`.
 */
export async function listNotifications(
  context: Context,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: Notification[]; next: string | null; unseen: number }> {
  const memberId = actingMemberId(context);
  const own = sql`n.member_id = ${memberId}::uuid ${cursor === undefined ? sql`` : after(context, readCursor(cursor))}`;
  const [rows, unseen] = await Promise.all([
    notificationsThat(context, own, limit + 1),
    countUnseen(context, memberId),
  ]);
  const items = rows.slice(0, limit).map(presentNotification);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null, unseen };
}

/** Its moment is looked up with its row, which need not be in sight any more. One that does not exist leads to an empty stretch. */
function after({ workspaceId }: Context, id: string) {
  return sql`and (n.at, n.id) < (
    select at, id from notifications where workspace_id = ${workspaceId}::uuid and member_id = n.member_id and id = ${id}::uuid)`;
}

function readCursor(cursor: string): string {
  const id = z.uuid().safeParse(cursor);
  if (id.success) return id.data;
  throw invalidCursor();
}
