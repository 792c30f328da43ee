import { join } from "node:path";
import type { Pool } from "pg";
import { assemble, type House } from "#server/assemble.ts";
import { createAdapters } from "#server/channels/adapters.ts";
import { startChannels } from "#server/channels/running/run-channels.ts";
import type { Context } from "#server/context.ts";
import { openMail } from "#server/mail/open-mail.ts";
import type { Clock } from "#server/platform/clock/clock.ts";
import type { Config } from "#server/platform/config.ts";
import { openPool } from "#server/platform/database/open-pool.ts";
import { type WorkspaceDatabase, workspaceDatabase } from "#server/platform/database/workspace-database.ts";
import { notFound } from "#server/platform/errors/refusal.ts";
import type { EventBus } from "#server/platform/events/event-bus.ts";
import { postgresEventBus } from "#server/platform/events/postgres-event-bus.ts";
import { diskFileStore } from "#server/platform/files/disk-file-store.ts";
import { addHealth } from "#server/platform/health/add-health.ts";
import { addWebApp } from "#server/platform/http/add-web-app.ts";
import { createHttp } from "#server/platform/http/create-http.ts";
import { runJobs } from "#server/platform/jobs/run-jobs.ts";
import type { Log } from "#server/platform/log/log.ts";
import { joinProcesses, type ProcessMembership } from "#server/platform/processes/join-processes.ts";
import { secretBox } from "#server/platform/secrets/seal.ts";
import type { Schema } from "#server/schema.ts";

/** What a server runs on. The addresses are those of a migrated database: as the app role, and as the owner for jobs. */
export interface Ground {
  readonly config: Config;
  readonly database: { readonly appUrl: string; readonly ownerUrl: string };
  readonly log: Log;
  readonly clock: Clock;
}

/** A server that answers. `stop` lets running work end, then lets go of everything. */
export interface RunningServer {
  readonly address: string;
  stop(): Promise<void>;
}

const appConnections = 10;
// One for each job that runs at once, two for the worker itself.
const ownerConnections = 10;

/** Starts what this process's roles ask for, on a database that is ready. A start that fails leaves nothing running. */
export async function runServer(ground: Ground): Promise<RunningServer> {
  // Undone from the outside inwards: nothing new comes in, what runs ends, then the database is let go.
  const held = new AsyncDisposableStack();
  try {
    const foundation = await lay(ground, held);
    const house = assemble({ ...ground, ...foundation, ...servicesOf(ground, foundation) });
    const address = await open(ground, foundation, house, held);
    return { address, stop: () => held.disposeAsync() };
  } catch (error) {
    await held.disposeAsync();
    throw error;
  }
}

interface Foundation {
  readonly appPool: Pool;
  readonly ownerPool: Pool;
  readonly membership: ProcessMembership;
  readonly events: EventBus;
  readonly database: WorkspaceDatabase<Schema>;
  contextOf(workspaceId: string): Context;
}

async function lay(
  { database: { appUrl, ownerUrl }, log, clock }: Ground,
  held: AsyncDisposableStack,
): Promise<Foundation> {
  const appPool = held.adopt(openPool(appUrl, appConnections, log), (pool) => pool.end());
  const readers = held.adopt(openPool(appUrl, appConnections, log), (pool) => pool.end());
  const ownerPool = held.adopt(openPool(ownerUrl, ownerConnections, log), (pool) => pool.end());
  const membership = held.adopt(await joinProcesses(ownerPool, log), (joined) => joined.leave());
  const bus = await postgresEventBus({ pool: appPool, listenUrl: appUrl, membership, log });
  const events = held.adopt(bus, (opened) => opened.close());
  const database = workspaceDatabase<Schema>(appPool, readers);
  const contextOf = (workspaceId: string): Context => ({
    workspaceId,
    actor: { kind: "system" },
    clock,
    database,
    events,
  });
  return { appPool, ownerPool, membership, events, database, contextOf };
}

function servicesOf({ config, log }: Ground, { membership, contextOf }: Foundation) {
  const files = diskFileStore(join(config.dataDir, "files"));
  const secrets = secretBox(config.secretKey);
  return {
    adapters: createAdapters({ config, files, secrets, log, membership, contextOf }),
    files,
    secrets,
    mail: config.mail ? openMail(config.mail) : null,
  };
}

async function open(ground: Ground, foundation: Foundation, house: House, held: AsyncDisposableStack): Promise<string> {
  const { config, log, clock } = ground;
  const { ownerPool, appPool, membership, contextOf } = foundation;
  const plays = (role: Config["roles"][number]) => config.roles.includes(role);
  if (plays("worker")) {
    const { handlers, schedules } = house;
    const schedule = { clock, pool: appPool, contextOf };
    held.adopt(await runJobs({ ownerPool, membership, handlers, schedules, schedule, log }), (jobs) => jobs.stop());
  }
  if (plays("channels")) held.adopt(startChannels(house.channels), (channels) => channels.stop());
  const http = held.adopt(await createHttp(plays("web") ? house.http : withoutRoutes(house)), (server) =>
    server.close(),
  );
  held.defer(() => house.live.close());
  addHealth(http, appPool, house.live);
  if (plays("web")) await addWebApp(http, join(import.meta.dirname, "../dist/web"));
  else http.setNotFoundHandler(() => Promise.reject(notFound()));
  return http.listen({ port: config.port, host: config.host });
}

/** A process that only works or holds lines still answers the health checks of whoever watches it, and nothing else. */
function withoutRoutes({ http }: House): House["http"] {
  return { ...http, routes: [], partial: true };
}
