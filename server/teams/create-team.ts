import type { BodyOf } from "#contract/endpoint.ts";
import type { createTeam as endpoint, Team } from "#contract/teams.ts";
import { recordAudit } from "#server/audit/record.ts";
import { type Context, transact } from "#server/context.ts";
import { announce } from "#server/platform/events/announce.ts";
import { newId } from "#server/platform/identifier.ts";
import { accessTeam } from "#server/teams/access.ts";
import { presentTeam } from "#server/teams/present.ts";
import { insertTeam } from "#server/teams/queries.ts";
import { refuseNewName } from "#server/teams/refuse-name.ts";

/** Makes a team without members. Refused `team_name_taken`, `too_many_teams`. */
export function createTeam(context: Context, wish: BodyOf<typeof endpoint>): Promise<Team> {
  return transact(context, async (tx) => {
    const id = newId();
    await refuseNewName(tx, wish.name, id);
    await insertTeam(tx, { id, ...wish, created_at: tx.clock.now() });
    await announce(tx, { kind: "team.changed", subjectId: id });
    await recordAudit(tx, { action: "team.created", subject: { kind: "team", id, name: wish.name }, after: wish });
    return presentTeam(await accessTeam(tx, id));
  });
}
