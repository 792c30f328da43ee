import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import type { LiveEvent } from "#contract/live.ts";
import { tellLineStands } from "#web/shell/line.ts";
import { connectLive } from "#web/shell/live-connection.ts";
import { changeSession, entranceKey, entranceQuery, leave } from "#web/shell/session.ts";
import { whenQuiet } from "#web/shell/when-quiet.ts";

type Handler = (event: LiveEvent) => void;
interface Live {
  readonly handlers: Set<Handler>;
  readonly connected: boolean;
}

const LiveContext = createContext<Live | null>(null);

/**
 * Keeps the live connection of the signed-in member. When the line comes back, the computer wakes or the server asks for
 * it, everything shown is fetched again; so nothing depends on an event arriving.
 */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [connected, setConnected] = useState(true);
  const [handlers] = useState(() => new Set<Handler>());

  useEffect(() => {
    let stopWaiting = () => {};
    const refresh = () => void client.invalidateQueries();
    const onEvent = (event: LiveEvent) => {
      if (event.kind === "resync" || event.kind === "access_changed") {
        refresh();
        tellLineStands();
      }
      if (event.kind === "signed_out") leave(client);
      if (event.kind === "workspace") changeSession(client, (session) => ({ ...session, workspace: event.workspace }));
      const memberId = memberOf(event);
      if (memberId !== null && isMe(client, memberId)) void client.invalidateQueries({ queryKey: entranceKey });
      for (const handler of handlers) handler(event);
    };
    const onOpen = () => {
      setConnected(true);
      tellLineStands();
      // Between being fetched and the line standing something may have happened. What is on its way comes first, so that the
      // first pictures of a page do not come later for it.
      stopWaiting();
      stopWaiting = whenQuiet(client, [[]], refresh);
    };
    const onLost = () => {
      setConnected(false);
      // The line may be closed because the session has ended, which only the session itself can tell.
      void client.invalidateQueries({ queryKey: entranceKey });
    };
    const disconnect = connectLive({ onEvent, onOpen, onLost, onUnknown: refresh });
    return () => {
      stopWaiting();
      disconnect();
    };
  }, [client, handlers]);

  return <LiveContext value={{ handlers, connected }}>{children}</LiveContext>;
}

/** Whom an event tells something new of. */
function memberOf(event: LiveEvent): string | null {
  if (event.kind === "member") return event.member.id;
  return event.kind === "availability" ? event.memberId : null;
}

function isMe(client: QueryClient, memberId: string): boolean {
  return client.getQueryData(entranceQuery.queryKey)?.session?.profile.id === memberId;
}

/** Hears every live event for as long as the component stands. The handler may change from one drawing to the next. */
export function useLive(handler: Handler): void {
  const live = useContext(LiveContext);
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    if (!live) return;
    const hear: Handler = (event) => latest.current(event);
    live.handlers.add(hear);
    return () => {
      live.handlers.delete(hear);
    };
  }, [live]);
}

const patienceMs = 3_000;

/** True when the line has been down for more than 3 seconds. */
export function useReconnecting(): boolean {
  const connected = useContext(LiveContext)?.connected ?? true;
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (connected) return setLate(false);
    const timer = setTimeout(() => setLate(true), patienceMs);
    return () => clearTimeout(timer);
  }, [connected]);
  return late;
}
