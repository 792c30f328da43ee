import { whenNpmEnds } from "./when-npm-ends.ts";

/**
 * Stops what is starting or running, and ends the process, when a signal or the end of npm asks for it: in order, within ten
 * seconds; a second signal at once. A start is let through first, for a minute: broken off, it would leave its database running. npm passes a Ctrl-C on that the terminal has given us already, so a second one counts
 * only after a moment.
 */
export function stopOnSignal(running: Promise<{ stop: () => Promise<void> }>, fail: (error: unknown) => void): void {
  let asked: number | undefined;
  const onSignal = () => {
    if (asked !== undefined) {
      if (performance.now() - asked > 500) process.exit(130);
      return;
    }
    asked = performance.now();
    console.log("Stopping; once more to stop at once.");
    setTimeout(giveUp, 60_000).unref();
    // A start that failed has said why and ended the process.
    running.then((begun) => stop(begun)).then(() => process.exit(0), fail);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, onSignal);
  // npm may end of the very signal that has reached us, too; that is no second one.
  whenNpmEnds(() => asked === undefined && onSignal());
}

function stop(begun: { stop: () => Promise<void> }): Promise<void> {
  setTimeout(giveUp, 9_500).unref();
  return begun.stop();
}

function giveUp(): void {
  console.error("Some work did not end in time and is broken off; it is taken up again at the next start.");
  process.exit(1);
}
