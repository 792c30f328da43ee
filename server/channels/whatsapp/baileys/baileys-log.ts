import type { SocketConfig } from "baileys";
import type { Log } from "#server/platform/log/log.ts";

type BaileysLog = SocketConfig["logger"];

/**
 * Baileys' log in ours. It hands whole stanzas, keys and messages to its logger, so only its own words are taken, and of an error
 * its message; numbers long enough to be somebody's phone are left out.
 */
export function baileysLog(log: Log): BaileysLog {
  const take = (level: "debug" | "info" | "warn") => (about: unknown, words?: string) => {
    const error = errorIn(about);
    log[level]({ baileys: true, ...(error && { error }) }, discreet(wordsOf(about, words)));
  };
  const quiet = () => undefined;
  const taken: BaileysLog = {
    level: "info",
    child: () => taken,
    trace: quiet,
    debug: quiet,
    info: take("debug"),
    warn: take("info"),
    error: take("warn"),
  };
  return taken;
}

function wordsOf(about: unknown, words: string | undefined): string {
  return typeof about === "string" ? about : (words ?? "");
}

function errorIn(about: unknown): string | null {
  if (typeof about !== "object" || about === null) return null;
  const found = "err" in about ? about.err : "error" in about ? about.error : null;
  return found instanceof Error ? discreet(found.message) : null;
}

function discreet(words: string): string {
  return words.replaceAll(/\d{5,}/g, "…").slice(0, 300);
}
