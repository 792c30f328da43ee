/** A deed that is done at once and then at most once per interval; calls in between are done together at its end. */
export interface Throttled {
  readonly call: () => void;
  /** Forgets what is still to be done. */
  readonly stop: () => void;
}

/** Makes a deed throttled. */
export function throttle(deed: () => void, intervalMs: number): Throttled {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting = false;

  function call(): void {
    if (timer) {
      waiting = true;
      return;
    }
    deed();
    timer = setTimeout(ended, intervalMs);
  }

  function ended(): void {
    timer = undefined;
    if (!waiting) return;
    waiting = false;
    call();
  }

  return {
    call,
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
      waiting = false;
    },
  };
}
