import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { movableClock } from "#server/platform/clock/clock.ts";
import { type Config, readConfig } from "#server/platform/config.ts";
import { makeTestDatabase, type TestDatabase, type TestServer } from "#server/platform/database/make-test-databases.ts";
import { createLog } from "#server/platform/log/log.ts";
import { runServer } from "#server/run-server.ts";
import { TestClient } from "#server/testing/test-client.ts";

/** A whole server in this process, on a database and a data folder of its own. */
export interface TestWokfow {
  readonly address: string;
  readonly database: TestDatabase;
  readonly clock: ReturnType<typeof movableClock>;
  readonly config: Config;
  /** A new browser without a screen. */
  client(): TestClient;
  /** Stops the server and removes what it made. */
  stop(): Promise<void>;
}

/**
 * What a test may want different from the defaults. `shared` puts a second server on the database, data and clock of another;
 * `clock` is for a test whose outside world shall live in the same time.
 */
export interface WokfowOptions {
  readonly env?: Record<string, string>;
  readonly shared?: TestWokfow;
  readonly clock?: ReturnType<typeof movableClock>;
}

/** Starts the product as it is, with a clock that can be moved. */
export async function startWokfow(
  server: TestServer,
  { env = {}, shared, clock = shared?.clock ?? movableClock() }: WokfowOptions = {},
): Promise<TestWokfow> {
  const dataDir = shared?.config.dataDir ?? mkdtempSync(join(tmpdir(), "wokfow-data-"));
  const database = shared?.database ?? (await makeTestDatabase(server));
  const config = readConfig({ PORT: "0", DATA_DIR: dataDir, SIGN_UP: "open", LOG_LEVEL: "warn", ...env });
  const running = await runServer({ config, database, clock, log: createLog(config.logLevel) });
  return {
    address: running.address,
    database,
    clock,
    config,
    client: () => new TestClient(running.address),
    async stop() {
      await running.stop();
      if (shared) return;
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
