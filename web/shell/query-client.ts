import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { Problem } from "#web/shell/problem.ts";
import { entranceKey } from "#web/shell/session.ts";

/**
 * The one cache of what the server said. Live events keep it true, so nothing is fetched again by time alone.
 * A call that learns that the session has ended makes the session be read again, which leads to the sign-in page.
 */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeEndedSession }),
  mutationCache: new MutationCache({ onError: noticeEndedSession }),
  defaultOptions: {
    queries: { staleTime: 60_000, gcTime: 30 * 60_000, retry: worthAnotherTry, refetchOnWindowFocus: false },
    mutations: { retry: false },
  },
});

function noticeEndedSession(error: unknown): void {
  if (error instanceof Problem && error.status === 401) void queryClient.invalidateQueries({ queryKey: entranceKey });
}

/** Twice more when no answer came or the server stumbled; never when it refused. */
function worthAnotherTry(failures: number, error: unknown): boolean {
  const refused = error instanceof Problem && error.status >= 400 && error.status < 500;
  return !refused && failures < 2;
}
