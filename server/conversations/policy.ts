import { rightsOfRole, roles } from "#contract/rights.ts";
import type { Actor } from "#server/context.ts";

/** Whether the actor may answer, assign and archive. For rows that everybody is shown at once: whether every role may. */
export function mayReply(actor: Actor): boolean {
  const asked = actor.kind === "member" ? [actor.role] : roles;
  return asked.every((role) => rightsOfRole[role].includes("inbox.reply"));
}
