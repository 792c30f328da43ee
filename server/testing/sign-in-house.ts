import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pool } from "pg";
import { directoryRoutes } from "#server/members/directory/routes.ts";
import { memberRoutes } from "#server/members/routes.ts";
import { movableClock } from "#server/platform/clock/clock.ts";
import { openPool } from "#server/platform/database/open-pool.ts";
import { createTestDatabase } from "#server/platform/database/test-database.ts";
import { workspaceDatabase } from "#server/platform/database/workspace-database.ts";
import { localEventBus } from "#server/platform/events/event-bus.ts";
import { diskFileStore } from "#server/platform/files/disk-file-store.ts";
import { actorOf, type Caller } from "#server/platform/http/caller.ts";
import { createHttp } from "#server/platform/http/create-http.ts";
import { createLog } from "#server/platform/log/log.ts";
import { secretBox } from "#server/platform/secrets/seal.ts";
import type { Schema } from "#server/schema.ts";
import { createAuthenticate } from "#server/sessions/authenticate.ts";
import { contextIn, openSignIn, type SignInParts } from "#server/sessions/open-sign-in.ts";
import { sessionRoutes } from "#server/sessions/routes.ts";
import { TestClient } from "#server/testing/test-client.ts";
import { workspaceRoutes } from "#server/workspaces/routes.ts";

/** The rooms that one passes on the way in, served over HTTP on a database of their own. */
export interface SignInHouse {
  /** Sees past every wall. */
  readonly owner: Pool;
  readonly clock: ReturnType<typeof movableClock>;
  readonly parts: SignInParts;
  /** The folder of the file store. */
  readonly folder: string;
  /** Who has a live stream open; those that are ended are taken out. */
  readonly streams: Set<Caller>;
  /** A new browser without a screen. */
  client(): TestClient;
  close(): Promise<void>;
}

/** Opens the rooms. `SIGN_UP` is open and there is no e-mail unless said otherwise. No job runs, so none is sent either. */
export async function openSignInHouse(
  settings: Partial<SignInParts["config"]> = {},
  mail: SignInParts["mail"] = null,
): Promise<SignInHouse> {
  const test = await createTestDatabase();
  const log = createLog("error");
  const pool = openPool(test.appUrl, 10, log);
  const owner = openOwnerPool(test.ownerUrl);
  const folder = mkdtempSync(join(tmpdir(), "wokfow-files-"));
  const clock = movableClock();
  const readers = openPool(test.appUrl, 10, log);
  const database = workspaceDatabase<Schema>(pool, readers);
  const config = { signUp: "open" as const, publicUrl: undefined, homeAddress: "http://localhost", ...settings };
  const parts = { mail, clock, database, events: localEventBus(), secrets: secretBox("5e".repeat(32)), log, config };
  const streams = new Set<Caller>();
  const http = await openRooms(parts, folder, streams);
  const address = await http.listen({ host: "127.0.0.1", port: 0 });
  return {
    ...{ owner, clock, parts, folder, streams },
    client: () => new TestClient(address),
    async close() {
      await http.close();
      await Promise.all([pool.end(), readers.end(), owner.end()]);
      await test.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Dropping the database may end a connection that is just saying goodbye. */
function openOwnerPool(connectionString: string): Pool {
  const owner = new Pool({ connectionString, max: 2 });
  owner.on("error", () => undefined);
  owner.on("connect", (client) => client.on("error", () => undefined));
  return owner;
}

function openRooms(parts: SignInParts, folder: string, streams: Set<Caller>) {
  const desk = openSignIn(parts);
  return createHttp({
    log: parts.log,
    events: parts.events,
    partial: true,
    publicUrl: parts.config.publicUrl ? new URL(parts.config.publicUrl) : null,
    routes: [
      ...sessionRoutes(desk),
      ...memberRoutes({ files: diskFileStore(folder) }),
      ...directoryRoutes(desk),
      ...workspaceRoutes(),
    ],
    authenticate: createAuthenticate(parts, {
      end(chosen) {
        for (const caller of streams) if (chosen(caller)) streams.delete(caller);
      },
      renew: () => undefined,
    }),
    contextOf: (caller, visit) => contextIn(parts, caller.workspaceId, actorOf(caller, visit)),
  });
}
