import { useSyncExternalStore } from "react";

/** The browser's clock in milliseconds since 1970: the only place where the web app reads it. */
export function now(): number {
  return Date.now();
}

/** The present moment, renewed every 10 seconds for every piece that shows how long ago something was. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => tick);
}

const everyMs = 10_000;
const listeners = new Set<() => void>();
let tick = now();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!timer) {
    tick = now();
    timer = setInterval(advance, everyMs);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function advance(): void {
  tick = now();
  for (const listener of listeners) listener();
}
