import { holds, type Role } from "#contract/rights.ts";
import type { ReachRow } from "#server/sight/queries.ts";

/** What a member sees of the inbox, in one sentence. */
export function sayReach({ member_name: name, role, visibility, teams }: ReachRow): string {
  if (holds(role, "inbox.all")) return `${name} sees every conversation because ${sayRoleSight(role)}.`;
  if (visibility === "everything") return `${name} sees every conversation, as all members do.`;
  const parts = ["their own conversations", ...sayTeams(teams.map((team) => team.name))];
  if (visibility === "teams_and_unassigned") parts.push("those that belong to no team and nobody");
  return `${name} sees ${join(parts)}.`;
}

/** Why members of a role see everything, whatever the workspace lets members see: half a sentence. */
export function sayRoleSight(role: Role): string {
  const article = role === "manager" || role === "user" ? "a" : "an";
  return `${article} ${role.charAt(0).toUpperCase()}${role.slice(1)} sees the conversations of every team`;
}

function sayTeams(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  return [`those of ${names.length === 1 ? "team" : "the teams"} ${join(names)}`];
}

/** Words as one enumerates them: "one", "one and another", "one, another and a third". */
export function join(words: readonly string[]): string {
  const [last = "", ...before] = words.toReversed();
  return before.length === 0 ? last : `${before.toReversed().join(", ")} and ${last}`;
}
