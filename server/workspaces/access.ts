import type { Workspace } from "#contract/workspaces.ts";
import { type Context, read } from "#server/context.ts";
import { notFound } from "#server/platform/errors/refusal.ts";
import { presentWorkspace } from "#server/workspaces/present.ts";
import { selectWorkspace } from "#server/workspaces/queries.ts";

/** The workspace of the context, as its members see it. */
export async function accessWorkspace(context: Context): Promise<Workspace> {
  const [row] = await read(context, selectWorkspace(context.workspaceId));
  if (!row) throw notFound();
  return presentWorkspace(row);
}
