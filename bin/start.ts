import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Config, readConfig } from "#server/platform/config.ts";
import { buildWebIfStale } from "./build-web.ts";
import { collectStart } from "./collect-start.ts";
import { faultSentence } from "./fault-sentence.ts";
import { stopOnSignal } from "./stop-on-signal.ts";

/**
 * The command behind `npm start`: reads the settings (and `.env`, if there is one), builds the web app if it is stale, starts
 * the server in this process, and says what it does. Ctrl-C or SIGTERM stops it in order, within ten seconds; a second one
 * at once, which loses nothing that was answered for. `--without-web` leaves the web app unbuilt.
 */
async function start(): Promise<void> {
  const envFile = join(import.meta.dirname, "../.env");
  if (existsSync(envFile)) process.loadEnvFile(envFile);
  const config = readConfig();
  for (const notice of config.notices) console.warn(notice);
  const server = run(config);
  stopOnSignal(server, fail);
  const { address } = await server;
  collectStart();
  console.log(`Wokfow is ready: ${describeAddress(config, address)}`);
}

function describeAddress({ roles, publicUrl }: Config, address: string): string {
  if (!roles.includes("web"))
    return `${address}/readyz (this process answers health checks only; its role is ${roles.join(", ")})`;
  return publicUrl ? `${publicUrl} (listening on ${address})` : address;
}

async function run(config: Config): Promise<{ address: string; stop: () => Promise<void> }> {
  if (!process.argv.includes("--without-web")) await buildWebIfStale(console.log);
  const { startServer } = await import("#server/main.ts");
  return startServer(config);
}

function fail(error: unknown): void {
  console.error(faultSentence(error, "PORT", "npm start"));
  process.exit(1);
}

start().catch(fail);
