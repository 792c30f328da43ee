const ways = ["debug", "info", "log", "warn", "error"] as const;
const callerLine = 2;

let hushed = false;

/**
 * Keeps libsignal from the console: it prints whole session records there, private keys included, each time that a session is
 * opened or closed. Whatever anybody else prints passes as it was.
 */
export function hushLibsignal(): void {
  if (hushed) return;
  hushed = true;
  for (const way of ways) {
    const print = console[way];
    console[way] = (...words: unknown[]) => {
      const caller = new Error().stack?.split("\n")[callerLine] ?? "";
      if (!/[\\/]node_modules[\\/]libsignal[\\/]/.test(caller)) print.apply(console, words);
    };
  }
}
