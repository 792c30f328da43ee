import { keepStored, readStored } from "#web/inbox/data/stored.ts";
import { createStore, useStore } from "#web/shell/store.ts";

const speeds: readonly number[] = [1, 1.5, 2];
const storageKey = "wokfow.speed";
const kept = createStore<number>(restored());

/** How fast this browser plays voice messages, and the step to the next speed. */
export function useSpeed(): { readonly speed: number; readonly faster: () => void } {
  const speed = useStore(kept);
  return {
    speed,
    faster: () => {
      const next = speeds[(speeds.indexOf(speed) + 1) % speeds.length] ?? 1;
      keepStored(() => localStorage, storageKey, next);
      kept.set(next);
    },
  };
}

function restored(): number {
  const stored = readStored<number>(() => localStorage, storageKey);
  return speeds.find((one) => one === stored) ?? 1;
}
