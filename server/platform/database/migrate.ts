import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Client } from "pg";

/** One file of the migrations folder. */
export type Migration = Readonly<{ name: string; sql: string; checksum: string }>;

/** The folder of this project's own migrations. */
const migrationsFolder = join(import.meta.dirname, "migrations");

/**
 * Applies the migrations that this database has not seen, in the order of their names, each in a transaction of its own
 * together with the record that it was applied. Returns the names of those applied.
 * The caller holds the lock that lets one server migrate at a time.
 * Throws, before anything is changed, when an applied file was changed or is gone: migrations only go forward.
 */
export async function migrate(owner: Client, folder: string = migrationsFolder): Promise<string[]> {
  const migrations = readMigrations(folder);
  const applied = await readApplied(owner);
  checkHistory(migrations, applied);
  const pending = migrations.filter((migration) => !applied.has(migration.name));
  for (const migration of pending) await apply(owner, migration);
  return pending.map((migration) => migration.name);
}

/** The migrations of a folder in the order in which they are applied. */
function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".sql"));
  return names.sort().map((name) => {
    // Line ends differ between checkouts on Windows and elsewhere, and mean nothing to SQL.
    const sql = readFileSync(join(folder, name), "utf8").replaceAll("\r\n", "\n");
    return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
  });
}

async function readApplied(owner: Client): Promise<Map<string, string>> {
  const { rows: found } = await owner.query(
    "select from pg_tables where schemaname = 'wokfow_internal' and tablename = 'migrations'",
  );
  if (found.length === 0) {
    // A schema of its own, which the app role may not enter.
    await owner.query(
      `begin;
       create schema if not exists wokfow_internal;
       create table wokfow_internal.migrations (
         name text primary key, checksum text not null, applied_at timestamptz not null default now());
       commit`,
    );
    return new Map();
  }
  const { rows } = await owner.query<{ name: string; checksum: string }>(
    "select name, checksum from wokfow_internal.migrations",
  );
  return new Map(rows.map((row) => [row.name, row.checksum]));
}

function checkHistory(migrations: readonly Migration[], applied: ReadonlyMap<string, string>): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration.checksum]));
  for (const [name, checksum] of applied) {
    if (!known.has(name)) {
      throw new Error(
        `This database was migrated by a newer Wokfow: it knows ${name}, this version does not. Start the newer version.`,
      );
    }
    if (known.get(name) !== checksum) {
      throw new Error(
        `The migration ${name} was changed after it was applied. Put the file back as it was, and make a new migration.`,
      );
    }
  }
}

async function apply(owner: Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await owner.query("begin");
    await owner.query(sql);
    await owner.query("insert into wokfow_internal.migrations (name, checksum) values ($1, $2)", [name, checksum]);
    await owner.query("commit");
  } catch (cause) {
    await owner.query("rollback").catch(() => undefined);
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The migration ${name} failed and left nothing behind: ${reason}`, { cause });
  }
}
