import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { DirectoryEntry } from "#contract/directory.ts";
import { directoryEntryQuery, directoryKey } from "#web/members/directory/directory-query.ts";
import { useLive } from "#web/shell/live.tsx";

// Somebody who brings in three hundred members is heard three hundred times.
const gatherMs = 300;

/** Fetches the directory again, soon, whenever a member or team has changed, for as long as the component stands. */
export function useFreshDirectory(): void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useLive(({ kind }) => {
    if (kind !== "member" && kind !== "team" && kind !== "team_removed") return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => refreshDirectory(client), gatherMs);
  });
}

/** Shows a member as the server has just answered, and fetches the lists again in which they may stand elsewhere now. */
export function keepEntry(client: QueryClient, entry: DirectoryEntry): void {
  client.setQueryData(directoryEntryQuery(entry.id).queryKey, entry);
  void client.invalidateQueries({ queryKey: [...directoryKey, "list"] });
}

/** Fetches everything of the directory again. */
export function refreshDirectory(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: directoryKey });
}
