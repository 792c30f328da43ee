import { Client } from "pg";
import { asAppRole, ensureAppRole } from "./app-role.ts";
import type { Narrator } from "./attach-to-postgres.ts";
import { migrate } from "./migrate.ts";
import { prepareJobs } from "./prepare-jobs.ts";
import { startEmbeddedPostgres } from "./start-embedded-postgres.ts";

/** A migrated database. The addresses hold passwords and are never logged. */
export type Database = Readonly<{
  /** For everything the product does: a role that owns nothing and that row-level security binds. */
  appUrl: string;
  /** For migrations and the job worker: the role that owns the tables, which row-level security does not bind. */
  ownerUrl: string;
  /** Leaves the database, after every pool was closed; stops the embedded one unless another server uses it. */
  stop: () => Promise<void>;
}>;

/** Held while migrating; any fixed number will do. */
const migrating = 7_305_670;

/**
 * Brings up the database that the settings name, the embedded one if they name none, and migrates it; says what it does.
 * Several servers may do this at once on one database.
 * Throws a sentence for the operator when the database cannot be reached, prepared or migrated.
 */
export async function openDatabase(
  config: Readonly<{ databaseUrl: string | undefined; dataDir: string }>,
  log: Narrator,
): Promise<Database> {
  const { ownerUrl, stop } = config.databaseUrl
    ? { ownerUrl: config.databaseUrl, stop: async () => undefined }
    : await startEmbeddedPostgres(config.dataDir, log);
  try {
    await prepareDatabase(ownerUrl, log);
    return { ownerUrl, appUrl: asAppRole(ownerUrl), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Makes an existing, perhaps empty database ready: app role, jobs, migrations. One server at a time; others wait. */
export async function prepareDatabase(ownerUrl: string, log: Narrator): Promise<void> {
  const owner = await connect(ownerUrl);
  try {
    await lock(owner, log);
    await ensureAppRole(owner);
    await prepareJobs(owner, ownerUrl);
    const applied = await migrate(owner);
    if (applied.length === 0) log.info("Database is up to date.");
    else log.info(`Database migrated: ${applied.join(", ")}.`);
  } finally {
    await owner.end();
  }
}

async function connect(ownerUrl: string): Promise<Client> {
  const client = new Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    return client;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `The database of DATABASE_URL does not let Wokfow in: ${reason}. Check that it runs, and check the address.`,
      {
        cause,
      },
    );
  }
}

async function lock(owner: Client, log: Narrator): Promise<void> {
  const { rows } = await owner.query<{ free: boolean }>("select pg_try_advisory_lock($1) as free", [migrating]);
  if (rows[0]?.free) return;
  log.info("Another server is preparing the database; waiting for it.");
  await owner.query("select pg_advisory_lock($1)", [migrating]);
}
