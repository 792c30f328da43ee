import { buildWebIfStale } from "../bin/build-web.ts";
import { startTestServer } from "../server/platform/database/make-test-databases.ts";

/** Before all stories: the web app built from what is here, and one PostgreSQL for the run. */
export default async function setUp(): Promise<() => Promise<void>> {
  await buildWebIfStale(console.log);
  const { server, stop } = await startTestServer(process.env.DATABASE_URL);
  process.env.WOKFOW_TEST_SERVER = JSON.stringify(server);
  return stop;
}
