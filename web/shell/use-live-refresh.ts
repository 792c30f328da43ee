import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { LiveEvent } from "#contract/live.ts";
import { useLive } from "#web/shell/live.tsx";
import { type Throttled, throttle } from "#web/shell/throttle.ts";

// Somebody who brings in three hundred members is heard three hundred times.
const everyMs = 500;

/** Fetches what is kept below these keys again when an event concerns it, for as long as the component stands. */
export function useLiveRefresh(keys: readonly QueryKey[], concerns: (event: LiveEvent) => boolean): void {
  const client = useQueryClient();
  const latest = useRef(keys);
  const refresh = useRef<Throttled | null>(null);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const made = throttle(() => {
      for (const queryKey of latest.current) void client.invalidateQueries({ queryKey });
    }, everyMs);
    refresh.current = made;
    return () => made.stop();
  }, [client]);
  useLive((event) => {
    if (concerns(event)) refresh.current?.call();
  });
}
