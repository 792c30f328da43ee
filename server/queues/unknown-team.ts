import { Refusal } from "#server/platform/errors/refusal.ts";

/** The refusal of a team that does not exist. */
export function unknownTeam(): Refusal {
  const message = "This team does not exist any more. Choose another one.";
  return new Refusal(422, "unknown_team", message, { fields: [{ path: "teamId", message }] });
}
