import { presentAlert } from "#server/alerts/present.ts";
import { alertsOf } from "#server/alerts/queries.ts";
import { type Context, read } from "#server/context.ts";
import type { FactRow } from "#server/platform/events/tables.ts";
import type { FactPresenters, PresentedFact } from "#server/platform/live/live-hub.ts";

/** How facts about outages reach open browsers: one alert when it begins to matter, the same one again when it is over. */
export const alertPresenters: FactPresenters = { "alert.raised": present, "alert.ended": present };

async function present(context: Context, { subject_id: id }: FactRow): Promise<PresentedFact[]> {
  const [row] = id ? await read(context, alertsOf(context).where("outages.id", "=", id)) : [];
  return row ? [{ event: { kind: "alert", alert: presentAlert(row, null) }, right: "alerts.read" }] : [];
}
