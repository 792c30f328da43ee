import { sql } from "kysely";
import { z } from "zod";
import type { Context } from "#server/context.ts";
import { sees } from "#server/conversations/policy.ts";
import { presentNotification } from "#server/notifications/present.ts";
import { type NotificationRow, notificationsThat } from "#server/notifications/queries.ts";
import type { FactRow } from "#server/platform/events/tables.ts";
import type { FactPresenters, PresentedFact } from "#server/platform/live/live-hub.ts";

/** How notifications reach the open browsers of those for whom they are. */
export const notificationPresenters: FactPresenters = { "notification.added": present };

const details = z.object({ ids: z.array(z.string()) });

async function present(context: Context, fact: FactRow): Promise<PresentedFact[]> {
  const { ids } = details.parse(fact.details);
  const rows = await notificationsThat(context, sql`n.id = any(${ids}::uuid[])`, ids.length);
  return rows.map(presentOne);
}

/** Whoever has lost sight of the conversation since hears nothing. */
function presentOne(row: NotificationRow): PresentedFact {
  const belonging = { teamId: row.team_id, assigneeId: row.assignee_id };
  return {
    event: { kind: "notification", notification: presentNotification(row) },
    right: "inbox.read",
    onlyFor: ({ memberId, reach }) => memberId === row.member_id && sees(memberId, reach, belonging),
  };
}
