import { type RawBuilder, sql } from "kysely";
import { rightsOfRole, roles } from "#contract/rights.ts";
import type { Actor, Reach } from "#server/context.ts";

/** Whether the actor may answer, assign and archive. For rows that everybody is shown at once: whether every role may. */
export function mayReply(actor: Actor): boolean {
  const asked = actor.kind === "member" ? [actor.role] : roles;
  return asked.every((role) => rightsOfRole[role].includes("inbox.reply"));
}

/** Whose a conversation is, as far as it decides who sees it. */
export interface Belonging {
  readonly teamId: string | null;
  readonly assigneeId: string | null;
}

/** Whether a member sees a conversation. `isVisible` says the same in SQL; a test holds the two together. */
export function sees(memberId: string, reach: Reach, { teamId, assigneeId }: Belonging): boolean {
  if (reach === "everything" || assigneeId === memberId) return true;
  if (teamId !== null) return reach.teamIds.includes(teamId);
  return reach.unassigned && assigneeId === null;
}

/** The walls that a member stands between: what they see beside their own conversations. */
export interface Walls {
  readonly memberId: string;
  readonly teamIds: readonly string[];
  readonly unassigned: boolean;
}

/** The walls around whoever acts, null when they see everything, as Wokfow itself does. */
export function wallsAround(actor: Actor): Walls | null {
  if (actor.kind === "system" || actor.reach === "everything") return null;
  return { memberId: actor.memberId, ...actor.reach };
}

/** The condition under which the actor sees the conversation `c`. Null where there is none, to keep lists plain. */
export function wallOf(actor: Actor): RawBuilder<boolean> | null {
  const walls = wallsAround(actor);
  return (
    walls &&
    sql`(c.assignee_id = ${walls.memberId}::uuid or c.team_id = any(${[...walls.teamIds]}::uuid[])
      or (${walls.unassigned}::boolean and c.team_id is null and c.assignee_id is null))`
  );
}

/** As {@link wallOf}, for statements that need a condition in any case. */
export function isVisible(actor: Actor): RawBuilder<boolean> {
  return wallOf(actor) ?? sql`true`;
}

const rolesThatSeeAll = roles.filter((role) => rightsOfRole[role].includes("inbox.all"));

/** As {@link sees}, for many members in one statement: whether the member `m` of the workspace `w` sees the conversation `c`. */
export const isSeenByMember = sql.raw<boolean>(`(
  m.role in (${rolesThatSeeAll.map((role) => `'${role}'`).join(", ")}) or w.visibility = 'everything' or c.assignee_id = m.id
  or exists (select from team_members tm
              where tm.workspace_id = c.workspace_id and tm.team_id = c.team_id and tm.member_id = m.id)
  or (w.visibility = 'teams_and_unassigned' and c.team_id is null and c.assignee_id is null))`);
