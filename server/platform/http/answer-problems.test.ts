import { createServer } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readSession } from "#contract/session.ts";
import { openPool } from "#server/platform/database/open-pool.ts";
import { localEventBus } from "#server/platform/events/event-bus.ts";
import { createHttp } from "#server/platform/http/create-http.ts";
import { serve } from "#server/platform/http/serve.ts";
import { createLog } from "#server/platform/log/log.ts";

const log = createLog("silent");
let http: Awaited<ReturnType<typeof createHttp>>;
let pool: ReturnType<typeof openPool>;

/** A server whose database listens nowhere. */
beforeAll(async () => {
  pool = openPool(`postgresql://nobody@127.0.0.1:${await unusedPort()}/nothing`, 1, log);
  const askDatabase = async () => {
    await pool.query("select 1");
    return null;
  };
  const contextOf = () => {
    throw new Error("Nobody is signed in.");
  };
  const routes = [serve(readSession, async () => ({ session: null, signUp: false, firstVisit: false, mail: false }))];
  const events = localEventBus();
  http = await createHttp({
    log,
    events,
    routes,
    partial: true,
    publicUrl: null,
    authenticate: askDatabase,
    contextOf,
  });
});
afterAll(async () => {
  await http.close();
  await pool.end();
});

it("says that the database is away, and when to try again", async () => {
  const answer = await http.inject("/api/v1/session");
  expect(answer.statusCode).toBe(503);
  expect(answer.headers["retry-after"]).toBe("5");
  expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
  expect(answer.json()).toMatchObject({ code: "database_away", retryAfter: 5, detail: expect.any(String) });
});

async function unusedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}
