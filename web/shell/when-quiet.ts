import type { QueryClient, QueryKey } from "@tanstack/react-query";

/**
 * Does something as soon as nothing below these keys is being fetched. Asking for an answer anew while the very first one is on its
 * way only joins that one, which may have been read before what is to be shown.
 */
export function whenQuiet(client: QueryClient, keys: readonly QueryKey[], act: () => void): void {
  const isBusy = () => keys.some((queryKey) => client.isFetching({ queryKey }) > 0);
  if (!isBusy()) {
    act();
    return;
  }
  const stop = client.getQueryCache().subscribe(() => {
    if (isBusy()) return;
    stop();
    act();
  });
}
