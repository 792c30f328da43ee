import { sql } from "kysely";
import { z } from "zod";
import type { Alert } from "#contract/alerts.ts";
import { presentAlert } from "#server/alerts/present.ts";
import { type AlertRow, alertsOf, unseenAlerts } from "#server/alerts/queries.ts";
import { actingMemberId, type Context, read } from "#server/context.ts";
import { invalidCursor } from "#server/platform/errors/refusal.ts";

/** A stretch of the alerts, newest first; a cursor is the last alert of the stretch before. Refused `invalid_cursor`. */
export async function listAlerts(
  context: Context,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: Alert[]; next: string | null; unseen: number }> {
  const after = cursor === undefined ? undefined : await readCursor(context, cursor);
  const [rows, [member]] = await Promise.all([
    read(context, stretch(context, limit + 1, after)),
    read(context, unseenAlerts(context, actingMemberId(context))),
  ]);
  const items = rows.slice(0, limit).map((row) => presentAlert(row, member?.seen_at ?? null));
  const next = rows.length > limit ? (items.at(-1)?.id ?? null) : null;
  return { items, next, unseen: Number(member?.unseen ?? 0) };
}

function stretch(context: Context, limit: number, after: AlertRow | undefined) {
  const newest = alertsOf(context).limit(limit);
  if (!after) return newest;
  return newest.where(sql<boolean>`(outages.alerted_at, outages.id) < (${after.alerted_at}, ${after.id})`);
}

async function readCursor(context: Context, cursor: string): Promise<AlertRow> {
  const id = z.uuid().safeParse(cursor);
  const [row] = id.success ? await read(context, alertsOf(context).where("outages.id", "=", id.data)) : [];
  if (row) return row;
  throw invalidCursor();
}
