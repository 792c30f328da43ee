import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { query } from "#server/context.ts";
import { createTestDatabase } from "#server/platform/database/test-database.ts";
import { type WorkspaceDatabase, workspaceDatabase } from "#server/platform/database/workspace-database.ts";
import { newId } from "#server/platform/identifier.ts";
import type { Schema } from "#server/schema.ts";

describe("the door to the tenant tables", () => {
  let test: Awaited<ReturnType<typeof createTestDatabase>>;
  let pool: Pool;
  let readers: Pool;
  let database: WorkspaceDatabase<Schema>;

  beforeAll(async () => {
    test = await createTestDatabase();
    pool = new Pool({ connectionString: test.appUrl, pipeline: true, max: 4 });
    readers = new Pool({ connectionString: test.appUrl, pipeline: true, max: 1 });
    // A line that ends with the database, after everything was proven, is nobody's fault.
    for (const each of [pool, readers]) each.on("error", () => undefined);
    database = workspaceDatabase<Schema>(pool, readers);
  });
  afterAll(async () => {
    await Promise.all([pool.end(), readers.end()]);
    await test.drop();
  });

  const found = async (id: string) => {
    const rows = await database.read(id, query.selectFrom("workspaces").select(["workspace_id", "name"]).compile());
    return rows.map((row) => row.name);
  };

  const make = (id: string, name: string) =>
    database.transaction(id, async ({ db }) => {
      const row = { workspace_id: id, name, auto_archive_days: null, channel_alerts: true, created_at: new Date(0) };
      await db.insertInto("workspaces").values(row).execute();
    });

  it("shows a workspace its own rows and no others", async () => {
    const [mine, theirs] = [newId(), newId()];
    await Promise.all([make(mine, "Mine"), make(theirs, "Theirs")]);
    expect(await found(mine)).toEqual(["Mine"]);
    expect(await found(theirs)).toEqual(["Theirs"]);
  });

  it("only reads where it reads", async () => {
    const id = newId();
    await make(id, "Mine");
    const planting = query.updateTable("workspaces").set({ name: "Theirs" }).where("workspace_id", "=", id);
    await expect(database.read(id, planting.compile())).rejects.toThrow(/read-only/);
    expect(await found(id)).toEqual(["Mine"]);
  });

  it("shows nothing without a workspace", async () => {
    await make(newId(), "Somebody's");
    expect((await pool.query("select * from workspaces")).rows).toEqual([]);
  });

  it("refuses to write into another workspace", async () => {
    const foreign = newId();
    const row = {
      workspace_id: foreign,
      name: "Planted",
      auto_archive_days: null,
      channel_alerts: true,
      created_at: new Date(0),
    };
    const planting = database.transaction(newId(), ({ db }) => db.insertInto("workspaces").values(row).execute());
    await expect(planting).rejects.toThrow(/row-level security/);
    expect(await found(foreign)).toEqual([]);
  });

  it("keeps nothing of a transaction that fails, forgets its effects, and the connection serves on", async () => {
    const id = newId();
    const effects: string[] = [];
    const failing = database.transaction(id, async ({ db, afterCommit }) => {
      afterCommit(() => effects.push("told"));
      const row = {
        workspace_id: id,
        name: "Half",
        auto_archive_days: null,
        channel_alerts: true,
        created_at: new Date(0),
      };
      await db.insertInto("workspaces").values(row).execute();
      await db
        .insertInto("workspaces")
        .values({ ...row, auto_archive_days: 900 })
        .execute();
    });
    await expect(failing).rejects.toThrow();
    expect(effects).toEqual([]);
    expect(await found(id)).toEqual([]);
    expect(pool.idleCount).toBe(pool.totalCount);
  });

  it("never shows a foreign row to 20 workspaces that share four connections", async () => {
    const ids = Array.from({ length: 20 }, () => newId());
    await Promise.all(ids.map((id) => make(id, id)));
    const rounds = Array.from({ length: 2_000 }, (_, index) => ids[index % ids.length] ?? "");
    const answers = await Promise.all(rounds.map(found));
    expect(answers).toEqual(rounds.map((id) => [id]));
  });
});
