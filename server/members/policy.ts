import { holds, type Role } from "#contract/rights.ts";
import type { Visibility } from "#contract/workspaces.ts";
import type { Reach } from "#server/context.ts";

/** Which conversations a member sees beyond their own, by their role, what the workspace lets members see, and their teams. */
export function reachOf(role: Role, visibility: Visibility, teamIds: readonly string[]): Reach {
  if (holds(role, "inbox.all") || visibility === "everything") return "everything";
  return { teamIds, unassigned: visibility === "teams_and_unassigned" };
}
