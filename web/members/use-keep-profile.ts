import { useQueryClient } from "@tanstack/react-query";
import type { Profile } from "#contract/members.ts";
import { changeSession } from "#web/shell/session.ts";

/** Shows a saved profile everywhere in this tab at once; other browsers hear of it by the live connection. */
export function useKeepProfile(): (profile: Profile) => void {
  const client = useQueryClient();
  return (profile) => changeSession(client, (session) => ({ ...session, profile }));
}
