import { systemClock } from "#server/platform/clock/clock.ts";
import type { Config } from "#server/platform/config.ts";
import { openDatabase } from "#server/platform/database/open-database.ts";
import { createLog } from "#server/platform/log/log.ts";
import { type RunningServer, runServer } from "#server/run-server.ts";

/** Brings up the database and the server that the settings describe; `stop` ends both in order. */
export async function startServer(config: Config): Promise<RunningServer> {
  const log = createLog(config.logLevel);
  const database = await openDatabase(config, { info: (sentence) => console.log(sentence) });
  try {
    const server = await runServer({ config, database, log, clock: systemClock });
    return {
      ...server,
      async stop() {
        await server.stop();
        await database.stop();
      },
    };
  } catch (error) {
    await database.stop();
    throw error;
  }
}
