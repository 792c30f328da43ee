const lookEveryMs = 1_000;

/**
 * Calls back once when npm started this process and has gone. npm starts us through a shell, and a SIGTERM that ends npm ends
 * the shell but is not passed on to us: we would live on unseen and keep the port. What is left to notice is another parent.
 */
export function whenNpmEnds(onEnd: () => void): void {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onEnd();
  }, lookEveryMs);
  timer.unref();
}
