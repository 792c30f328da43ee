import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "#server/platform/config.ts";
import { startEmbeddedPostgres } from "#server/platform/database/start-embedded-postgres.ts";

const root = join(import.meta.dirname, "..");

/**
 * The command behind `npm run dev`: the server, started again whenever one of its files changes, and Vite in front of it,
 * whose address is the one to open. The embedded database is held here, so that it stays up while the server restarts.
 */
async function develop(): Promise<void> {
  if (existsSync(join(root, ".env"))) process.loadEnvFile(join(root, ".env"));
  const config = readConfig();
  const database = config.databaseUrl ? undefined : await startEmbeddedPostgres(config.dataDir, { info: console.log });
  const env = { ...process.env, WOKFOW_API: `http://${config.host}:${config.port}` };
  const server = node(env, "--watch", "--watch-preserve-output", join(root, "bin/start.ts"), "--without-web");
  const vite = node(env, join(root, "node_modules/vite/bin/vite.js"), "--config", join(root, "web/vite.config.ts"));
  const children = [server, vite];
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => endAll(children));
  for (const child of children) child.once("exit", () => endAll(children));
  await Promise.all(children.map(exitOf));
  await database?.stop();
}

function node(env: NodeJS.ProcessEnv, ...args: string[]): ChildProcess {
  return spawn(process.execPath, args, { cwd: root, env, stdio: "inherit" });
}

function endAll(children: readonly ChildProcess[]): void {
  for (const child of children) child.kill("SIGTERM");
}

function exitOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once("exit", () => resolve()));
}

develop().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
