import { query } from "#server/context.ts";

/** The workspace itself. */
export function selectWorkspace(workspaceId: string) {
  return query.selectFrom("workspaces").selectAll().where("workspace_id", "=", workspaceId);
}
