import { holds, type Role } from "#contract/rights.ts";
import type { Actor } from "#server/context.ts";

/** Whether an actor sees what moved with a queue: how much other teams have is nothing to whoever cannot undo it. */
export function seesMoves(actor: Actor): boolean {
  return actor.kind === "system" || mayMove(actor.role);
}

/** Whether a role may move and take back what a queue holds. */
export function mayMove(role: Role): boolean {
  return holds(role, "teams.manage");
}
