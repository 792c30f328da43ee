import { z } from "zod";
import { type Context, read } from "#server/context.ts";
import type { FactRow } from "#server/platform/events/tables.ts";
import type { FactPresenters, PresentedFact } from "#server/platform/live/live-hub.ts";
import { presentTeam } from "#server/teams/present.ts";
import { teamById } from "#server/teams/queries.ts";

/** How teams appear in open browsers. */
export const teamPresenters: FactPresenters = {
  "team.changed": presentChanged,
  "team.removed": async (_context, { subject_id: teamId }) =>
    teamId ? [{ event: { kind: "team_removed", teamId }, right: "teams.read" }] : [],
};

const shown = z.object({ changed: z.array(z.string()).default([]) });

/** Rows of conversations show the name and the colour of their team, so whoever looks at some reads them again. */
async function presentChanged(context: Context, { subject_id: teamId, details }: FactRow): Promise<PresentedFact[]> {
  const [row] = teamId ? await read(context, teamById(context, teamId)) : [];
  if (!row) return [];
  const { changed } = shown.parse(details);
  const isOnRows = changed.includes("name") || changed.includes("colour");
  return [
    { event: { kind: "team", team: presentTeam(row) }, right: "teams.read" },
    ...(isOnRows ? [{ event: { kind: "resync" as const }, right: "inbox.read" as const }] : []),
  ];
}
