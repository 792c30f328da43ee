import { editWorkspace as edit, readWorkspace } from "#contract/workspaces.ts";
import { type Route, serve } from "#server/platform/http/serve.ts";
import { accessWorkspace } from "#server/workspaces/access.ts";
import { editWorkspace } from "#server/workspaces/edit-workspace.ts";

/** The endpoints of the workspace and its general settings. */
export function workspaceRoutes(): Route[] {
  return [
    serve(readWorkspace, ({ context }) => accessWorkspace(context)),
    serve(edit, ({ context, body }) => editWorkspace(context, body)),
  ];
}
