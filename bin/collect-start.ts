/**
 * Lets go of what only the start needed: what was read and compiled, and the room that it took. That takes a tenth of a second once, and
 * leaves an idle server a fifth smaller. Does nothing without Node's `--expose-gc`.
 */
export function collectStart(): void {
  globalThis.gc?.({ type: "major", execution: "sync", flavor: "last-resort" });
}
