import { useQueryClient } from "@tanstack/react-query";
import type { BodyGiven } from "#contract/endpoint.ts";
import { editWorkspace } from "#contract/workspaces.ts";
import { call } from "#web/shell/api.ts";
import { changeSession } from "#web/shell/session.ts";

/** Saves general settings and shows them in this tab at once; other browsers hear of it by the live connection. */
export function useEditWorkspace(): (change: BodyGiven<typeof editWorkspace>) => Promise<void> {
  const client = useQueryClient();
  return async (change) => {
    const workspace = await call(editWorkspace, { body: change });
    changeSession(client, (session) => ({ ...session, workspace }));
  };
}
