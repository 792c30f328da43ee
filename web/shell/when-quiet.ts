import type { QueryClient, QueryKey } from "@tanstack/react-query";

/**
 * Does something as soon as nothing below these keys is being fetched. Asking for an answer anew while the very first one is on its
 * way only joins that one, which may have been read before what is to be shown. The answered function gives the waiting up.
 */
export function whenQuiet(client: QueryClient, keys: readonly QueryKey[], act: () => void): () => void {
  const isBusy = () => keys.some((queryKey) => client.isFetching({ queryKey }) > 0);
  if (!isBusy()) {
    act();
    return () => undefined;
  }
  const stop = client.getQueryCache().subscribe(() => {
    if (isBusy()) return;
    stop();
    act();
  });
  return stop;
}

const asking = new Set<string>();

/** After something was kept as it was just told: an answer that is on its way may be older, and would undo it, so it is asked for anew. */
export function askAgainIfAsked(client: QueryClient, queryKey: QueryKey): void {
  const name = JSON.stringify(queryKey);
  if (client.isFetching({ queryKey }) === 0 || asking.has(name)) return;
  asking.add(name);
  whenQuiet(client, [queryKey], () => {
    asking.delete(name);
    void client.invalidateQueries({ queryKey });
  });
}
