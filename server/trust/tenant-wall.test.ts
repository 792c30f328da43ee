import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type Furnished, furnishWorkspace } from "#server/testing/furnish-workspace.ts";
import { startWokfow, type TestWokfow } from "#server/testing/start-wokfow.ts";
import { startTelegram, type TelegramSimulator } from "#simulators/telegram/start-telegram.ts";

let telegram: TelegramSimulator;
let wokfow: TestWokfow;
let mine: Furnished;
let app: Client;

beforeAll(async () => {
  telegram = await startTelegram();
  wokfow = await startWokfow(inject("testServer"), { env: { TELEGRAM_API_ROOT: telegram.url } });
  mine = await furnishWorkspace(wokfow, telegram, "Alpha");
  await furnishWorkspace(wokfow, telegram, "Omega");
  app = new Client({ connectionString: wokfow.database.appUrl });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await wokfow.stop();
  await telegram.close();
});

describe("the database itself", () => {
  it("shows the server's role nothing of any workspace unless one is entered, and then that one alone", async () => {
    const tables = await tenantTables(app);
    expect(tables.length).toBeGreaterThan(14);
    for (const table of tables) {
      expect({ table, rows: (await app.query(`select 1 from ${table}`)).rowCount }).toEqual({ table, rows: 0 });
      await app.query("begin");
      await app.query("select set_config('app.workspace_id', $1, true)", [mine.workspaceId]);
      const foreign = await app.query(`select 1 from ${table} where workspace_id <> $1`, [mine.workspaceId]);
      await app.query("commit");
      expect({ table, foreign: foreign.rowCount }).toEqual({ table, foreign: 0 });
    }
  });

  it("lets the server's role own nothing and pass nothing", async () => {
    const { rows } = await app.query(
      "select rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = current_user",
    );
    expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false }]);
    const owned = await app.query("select 1 from pg_class where relowner = current_user::regrole");
    expect(owned.rowCount).toBe(0);
  });

  it("keeps no token in any table, and none in what the server tells", async () => {
    const token = mine.canaries.at(-1) ?? "";
    const owner = new Client({ connectionString: wokfow.database.ownerUrl });
    await owner.connect();
    const { rows } = await owner.query<{ name: string }>(
      "select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace",
    );
    for (const { name } of rows) {
      const found = await owner.query(
        `select 1 from ${name} t where t::text like '%' || $1 || '%' or t::text like '%' || $2 || '%'`,
        [token, Buffer.from(token).toString("hex")],
      );
      expect({ name, found: found.rowCount }).toEqual({ name, found: 0 });
    }
    await owner.end();
  });
});

async function tenantTables(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select table_name as name from information_schema.columns
     where table_schema = 'public' and column_name = 'workspace_id' order by 1`,
  );
  return rows.map((row) => row.name);
}
