import type { BodyOf } from "#contract/endpoint.ts";
import type { editTeam as endpoint, Team } from "#contract/teams.ts";
import { recordAudit } from "#server/audit/record.ts";
import { type Context, type Transaction, transact } from "#server/context.ts";
import { notFound, Refusal } from "#server/platform/errors/refusal.ts";
import { announce } from "#server/platform/events/announce.ts";
import { accessTeam } from "#server/teams/access.ts";
import { distributeTeams } from "#server/teams/distribute-later.ts";
import { presentTeam } from "#server/teams/present.ts";
import { findMember, lockTeam, type TeamRow, updateTeam } from "#server/teams/queries.ts";
import { refuseTakenName } from "#server/teams/refuse-name.ts";

type Change = BodyOf<typeof endpoint>;

/** Changes what is given of a team, and tells everyone who is looking. Refused `team_name_taken`, `not_in_team`. */
export function editTeam(context: Context, teamId: string, change: Change): Promise<Team> {
  return transact(context, async (tx) => {
    if (change.name !== undefined) await refuseTakenName(tx, change.name, teamId);
    const former = await lockTeam(tx, teamId, "changing");
    if (!former) throw notFound();
    if (change.leadId) await refuseStranger(tx, teamId, change.leadId);
    const wanted = changeOf(former, change);
    const { before, after } = differences(settingsOf(former), wanted);
    if (Object.keys(after).length > 0) {
      const { leadId, ...columns } = wanted;
      await updateTeam(tx, teamId, { ...columns, lead_id: leadId });
      await announce(tx, { kind: "team.changed", subjectId: teamId, details: { changed: Object.keys(after) } });
      const subject = { kind: "team" as const, id: teamId, name: former.name };
      const told = { before: await withName(tx, teamId, before), after: await withName(tx, teamId, after) };
      await recordAudit(tx, { action: "team.changed", subject, ...told });
      if ("distribution" in after || "cap" in after) await distributeTeams(tx, [teamId]);
    }
    return presentTeam(await accessTeam(tx, teamId));
  });
}

async function refuseStranger(tx: Transaction, teamId: string, memberId: string): Promise<void> {
  if ((await findMember(tx, teamId, memberId))?.teamId) return;
  const message = "Only somebody who is in the team can lead it. Add them to the team first.";
  throw new Refusal(422, "not_in_team", message, { fields: [{ path: "leadId", message }] });
}

/** The lead by name, as the audit log keeps names of then. */
async function withName(tx: Transaction, teamId: string, { leadId, ...settings }: Partial<Settings>) {
  if (leadId === undefined) return settings;
  return { ...settings, lead: leadId && ((await findMember(tx, teamId, leadId))?.name ?? null) };
}

type Settings = ReturnType<typeof settingsOf>;

function settingsOf({ name, purpose, colour, distribution, cap, lead_id: leadId }: TeamRow) {
  return { name, purpose, colour, distribution, cap, leadId };
}

function changeOf(row: TeamRow, { cap, leadId, ...change }: Change): Settings {
  const former = settingsOf(row);
  return {
    name: change.name ?? former.name,
    purpose: change.purpose ?? former.purpose,
    colour: change.colour ?? former.colour,
    distribution: change.distribution ?? former.distribution,
    cap: cap === undefined ? former.cap : cap,
    leadId: leadId === undefined ? former.leadId : leadId,
  };
}

/** What really changes, as it was and as it is to be. */
function differences(before: Settings, after: Settings): { before: Partial<Settings>; after: Partial<Settings> } {
  const changed = new Set(
    Object.entries(before).flatMap(([key, value]) => (Reflect.get(after, key) === value ? [] : [key])),
  );
  const only = (all: Settings) => Object.fromEntries(Object.entries(all).filter(([key]) => changed.has(key)));
  return { before: only(before), after: only(after) };
}
