import type { QueryClient } from "@tanstack/react-query";
import type { DirectoryEntry } from "#contract/directory.ts";
import { directoryEntryQuery, directoryKey } from "#web/members/directory/directory-query.ts";
import { useLiveRefresh } from "#web/shell/use-live-refresh.ts";

/** Fetches the directory again, soon, whenever a member or team has changed, for as long as the component stands. */
export function useFreshDirectory(): void {
  useLiveRefresh([directoryKey], ({ kind }) => kind === "member" || kind === "team" || kind === "team_removed");
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
