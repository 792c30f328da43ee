import { createServer } from "node:net";
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

/** A port that was free a moment ago, for a server that must come back at the same address. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

// An empty setting counts as unset, and hides what the environment or a .env file says.
const blank = Object.fromEntries([...Object.keys(settings), "NODE_OPTIONS"].map((name) => [name, ""]));
