import { query } from "#server/context.ts";
import type { CommittedFact } from "#server/platform/events/event-bus.ts";
import type { SignInParts } from "#server/sessions/open-sign-in.ts";

/** The details of a fact that was just committed; undefined when it is forgotten already. */
export async function readFactDetails({ database }: Pick<SignInParts, "database">, { workspaceId, id }: CommittedFact) {
  const byKey = query
    .selectFrom("facts")
    .select("details")
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id);
  const [row] = await database.read(workspaceId, byKey.compile());
  return row?.details;
}
