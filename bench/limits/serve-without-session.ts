import { join } from "node:path";
import { assemble } from "#server/assemble.ts";
import { createAdapters } from "#server/channels/adapters.ts";
import type { Context } from "#server/context.ts";
import { systemClock } from "#server/platform/clock/clock.ts";
import { readConfig } from "#server/platform/config.ts";
import { asAppRole } from "#server/platform/database/app-role.ts";
import { openPool } from "#server/platform/database/open-pool.ts";
import { workspaceDatabase } from "#server/platform/database/workspace-database.ts";
import { localEventBus } from "#server/platform/events/event-bus.ts";
import { diskFileStore } from "#server/platform/files/disk-file-store.ts";
import type { Caller } from "#server/platform/http/caller.ts";
import { createHttp } from "#server/platform/http/create-http.ts";
import { createLog } from "#server/platform/log/log.ts";
import { joinProcesses } from "#server/platform/processes/join-processes.ts";
import { secretBox } from "#server/platform/secrets/seal.ts";
import type { Schema } from "#server/schema.ts";

/**
 * Wokfow's own HTTP server without the session check: every request is taken for the one member that the arguments name. Started as
 * `node serve-without-session.ts <workspace id> <person id> <member id> [owner|checked]` with the settings of a server; prints its
 * address. With `owner` it works as the role that owns the tables, for which row-level security is not in force; with `checked` it
 * checks the session after all, so that nothing else differs between the two.
 */
const [workspaceId = "", personId = "", memberId = "", role = ""] = process.argv.slice(2);
const everybody: Caller = {
  sessionId: memberId,
  personId,
  workspaceId,
  memberId,
  role: "owner",
  reach: "everything",
  mustChoosePassword: false,
};

const config = readConfig();
const log = createLog(config.logLevel);
const ownerUrl = config.databaseUrl ?? "";
const url = role === "owner" ? ownerUrl : asAppRole(ownerUrl);
const pool = openPool(url, 10, log);
const readers = openPool(url, 10, log);
const events = localEventBus();
const database = workspaceDatabase<Schema>(pool, readers);
const clock = systemClock;
const shared = {
  config,
  log,
  membership: await joinProcesses(openPool(ownerUrl, 2, log), log),
  contextOf: (id: string): Context => ({ workspaceId: id, actor: { kind: "system" }, clock, database, events }),
  files: diskFileStore(join(config.dataDir, "files")),
  secrets: secretBox(config.secretKey),
};
const house = assemble({
  ...shared,
  clock,
  events,
  database,
  adapters: createAdapters(shared),
  mail: null,
});
const http = await createHttp(role === "checked" ? house.http : { ...house.http, authenticate: async () => everybody });
console.log(await http.listen({ port: 0, host: "127.0.0.1" }));
