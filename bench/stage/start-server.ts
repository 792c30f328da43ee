import { join } from "node:path";
import { settings } from "#server/platform/settings.ts";
import manifest from "../../package.json" with { type: "json" };
import { type Child, startChild } from "./start-child.ts";

/** The settings of a server, by their names in the environment. */
export type ServerEnv = Readonly<Partial<Record<keyof typeof settings, string>>>;

/**
 * Starts Wokfow as `npm start` does, flags of Node included, in a process of its own and with these settings alone. Ready when it says so.
 * One `elsewhere` takes itself for a server on another machine, where nobody can ask the system whether it still runs.
 */
export function startServer(env: ServerEnv, { elsewhere = false } = {}): Promise<Child> {
  const usual = manifest.scripts.start.split(" ").filter((word) => word.startsWith("--"));
  return startChild({
    script: join(import.meta.dirname, "../../bin/start.js"),
    flags: elsewhere ? [...usual, "--import", join(import.meta.dirname, "on-another-host.ts")] : usual,
    args: ["--without-web"],
    env: { ...blank, ...env },
  });
}

// An empty setting counts as unset, and hides what the environment or a .env file says.
const blank = Object.fromEntries([...Object.keys(settings), "NODE_OPTIONS"].map((name) => [name, ""]));
