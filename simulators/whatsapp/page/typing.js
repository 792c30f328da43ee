const AGAIN_MS = 4000;
const PAUSE_MS = 3000;

/** Tells the other "typing" while keys are pressed, and "paused" after a while without. */
export function createTyping(tell) {
  let lastTold = Number.NEGATIVE_INFINITY;
  let timer;

  function forget() {
    clearTimeout(timer);
    timer = undefined;
    lastTold = Number.NEGATIVE_INFINITY;
  }

  function rest() {
    if (timer === undefined) return;
    forget();
    void tell("paused");
  }

  return {
    type() {
      clearTimeout(timer);
      timer = setTimeout(rest, PAUSE_MS);
      if (performance.now() - lastTold < AGAIN_MS) return;
      lastTold = performance.now();
      void tell("composing");
    },
    /** The message itself says that the typing is over. */
    forget,
    rest,
  };
}
