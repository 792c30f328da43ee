import { type QueryClient, queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { downloadFile } from "#contract/files.ts";
import type { Right } from "#contract/rights.ts";
import { type Entrance, readSession, type Session, signOut } from "#contract/session.ts";
import { addressOf, call } from "#web/shell/api.ts";
import { createStore } from "#web/shell/store.ts";

/** Where the cache keeps who is signed in. */
export const entranceKey = ["session"] as const;

/** Who is signed in, or what a visitor may do instead. */
export const entranceQuery = queryOptions({
  queryKey: entranceKey,
  queryFn: ({ signal }): Promise<Entrance> => call(readSession, { signal }),
  staleTime: 5 * 60_000,
});

/** The session of the signed-in member. Only for pages inside the frame, where somebody is always signed in. */
export function useSession(): Session {
  const { data } = useQuery(entranceQuery);
  const session = data?.session ?? lastKnown;
  if (!session) throw new Error("Nobody is signed in. Load the page again to sign in.");
  lastKnown = session;
  return session;
}

/** Whether the signed-in member holds a right. The server asks the same table; this only decides what is drawn. */
export function useRight(right: Right): boolean {
  return useSession().rights.includes(right);
}

/** Tells the whole app that this member is now signed in; what another member may have left in the cache goes. */
export function enter(client: QueryClient, session: Session): void {
  lastKnown = undefined;
  sessionEnd.set(null);
  client.clear();
  const entrance = { session, signUp: false, firstVisit: false, mail: false } satisfies Entrance;
  client.setQueryData(entranceKey, entrance);
}

/** Changes the kept session without asking the server, for example after the own profile was saved. */
export function changeSession(client: QueryClient, change: (session: Session) => Session): void {
  client.setQueryData<Entrance>(entranceKey, (kept) =>
    kept?.session ? { ...kept, session: change(kept.session) } : kept,
  );
}

/** How the last session in this tab ended: by its member, or unasked: by a colleague, in another browser or by time. */
export const sessionEnd = createStore<"own" | "unasked" | null>(null);

/** Signs out and forgets everything that this browser fetched. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    // Before the call: the live connection may hear of it first.
    sessionEnd.set("own");
    await call(signOut).catch((error: unknown) => {
      sessionEnd.set(null);
      throw error;
    });
    leave(client);
  };
}

/** Forgets everything that was fetched and reads anew who is signed in, without touching the address. */
export function leave(client: QueryClient): void {
  client.removeQueries({ predicate: (query) => query.queryKey[0] !== entranceKey[0] });
  void client.invalidateQueries({ queryKey: entranceKey });
}

/** The address of a member's or contact's picture, or null when there is none. */
export function pictureOf(person: { readonly avatarFileId: string | null }): string | null {
  return person.avatarFileId ? addressOf(downloadFile, { params: { fileId: person.avatarFileId } }) : null;
}

/** While the frame is being left, its pages are drawn once more without a session; they then see the last one. */
let lastKnown: Session | undefined;
