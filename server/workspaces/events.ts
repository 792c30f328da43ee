import type { FactPresenters } from "#server/platform/live/live-hub.ts";
import { accessWorkspace } from "#server/workspaces/access.ts";

/** How changes of the workspace appear in open browsers. */
export const workspacePresenters: FactPresenters = {
  "workspace.changed": async (context) => [
    { event: { kind: "workspace", workspace: await accessWorkspace(context) }, right: "profile.edit" },
  ],
};
