import { now } from "#web/design/clock.ts";

const checkMs = 5_000;
// Browsers slow the timers of a hidden tab to one a minute, so only a longer gap means that the computer slept.
const sleptMs = 75_000;

/**
 * Calls back when this page may have missed something without noticing: the network returned, the computer woke up, or
 * the browser took the page out of its memory of visited pages. Answers a function that ends the watch.
 */
export function watchReturn(onReturn: () => void): () => void {
  let last = now();
  const timer = setInterval(() => {
    const present = now();
    if (present - last > sleptMs) onReturn();
    last = present;
  }, checkMs);
  const onShow = (event: PageTransitionEvent) => event.persisted && onReturn();
  window.addEventListener("online", onReturn);
  window.addEventListener("pageshow", onShow);
  return () => {
    clearInterval(timer);
    window.removeEventListener("online", onReturn);
    window.removeEventListener("pageshow", onShow);
  };
}
