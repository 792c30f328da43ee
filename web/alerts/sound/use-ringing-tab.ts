import { useCallback, useEffect, useRef } from "react";
import { RingingTab } from "#web/alerts/sound/ringing-tab.ts";
import { now } from "#web/design/clock.ts";
import type { Store } from "#web/shell/store.ts";

const patienceMs = 1_200;

interface RingingPart {
  /** What the tabs of this browser agree about. */
  readonly name: string;
  readonly isAble: () => boolean;
  /** What `isAble` depends on. The same for as long as the component stands. */
  readonly watched: readonly Pick<Store<unknown>, "subscribe">[];
  readonly ring: (id: string) => void;
  readonly unheard?: (id: string) => void;
}

/**
 * Takes this tab's part in the agreement that one tab of a browser rings, for as long as the component stands, and again when the
 * browser takes the page out of its memory of visited pages. Answers what every tab calls for everything that shall ring.
 */
export function useRingingTab(given: RingingPart): (id: string) => void {
  const latest = useRef(given);
  const part = useRef<RingingTab | null>(null);
  useEffect(() => {
    latest.current = given;
  });
  useEffect(() => {
    const tell = () => part.current?.setAble(latest.current.isAble());
    const join = () => {
      part.current ??= joinTabs(latest);
      tell();
    };
    const leave = () => {
      part.current?.close();
      part.current = null;
    };
    const stops = latest.current.watched.map((store) => store.subscribe(tell));
    join();
    window.addEventListener("pagehide", leave);
    window.addEventListener("pageshow", join);
    return () => {
      window.removeEventListener("pagehide", leave);
      window.removeEventListener("pageshow", join);
      for (const stop of stops) stop();
      leave();
    };
  }, []);
  return useCallback((id) => part.current?.hear(id), []);
}

function joinTabs(latest: { readonly current: RingingPart }): RingingTab {
  return new RingingTab({
    line: new BroadcastChannel(latest.current.name),
    tab: `${now()}-${Math.random()}`,
    patience: patienceMs,
    unheard: (id) => latest.current.unheard?.(id),
    ring: (id) => latest.current.ring(id),
  });
}
