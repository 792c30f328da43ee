import { mostTeams } from "#contract/teams.ts";
import type { Transaction } from "#server/context.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";
import { lockNames, lookAtNames } from "#server/teams/queries.ts";

/** Makes sure, until the transaction ends, that no other team has this name. Refused `team_name_taken`. */
export async function refuseTakenName(tx: Transaction, name: string, teamId: string): Promise<void> {
  await lockNames(tx);
  if ((await lookAtNames(tx, name, teamId)).isTaken) throw nameTaken();
}

/** As {@link refuseTakenName} for a team that is yet to come. Refused `too_many_teams`, too. */
export async function refuseNewName(tx: Transaction, name: string, teamId: string): Promise<void> {
  await lockNames(tx);
  const { total, isTaken } = await lookAtNames(tx, name, teamId);
  if (isTaken) throw nameTaken();
  if (Number(total) >= mostTeams) throw tooManyTeams();
}

function nameTaken(): Refusal {
  const message = "Another team has this name already. Choose one that tells the two apart.";
  return new Refusal(409, "team_name_taken", message, { fields: [{ path: "name", message }] });
}

function tooManyTeams(): Refusal {
  return new Refusal(409, "too_many_teams", `A workspace has at most ${mostTeams} teams.`, {
    detail: "Delete one that is no longer needed, or let two work as one.",
  });
}
