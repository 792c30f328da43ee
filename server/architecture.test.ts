import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { channelKinds } from "#contract/channels.ts";
import { makeTestDatabase, type TestDatabase } from "#server/platform/database/make-test-databases.ts";

const root = join(import.meta.dirname, "..");
const folders = ["bench", "bin", "contract", "scenarios", "seeds", "server", "simulators", "web"];

interface Source {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const sources: readonly Source[] = folders.flatMap((folder) => sourcesBelow(join(root, folder)));
const product = sources.filter(({ path }) => !path.endsWith(".test.ts") && !path.endsWith(".test.tsx"));

describe("the house", () => {
  it("keeps the direction of imports", () => {
    const wrong = product.flatMap(({ path, imports }) =>
      imports.filter((to) => !mayImport(path, to)).map((to) => `${path} -> ${to}`),
    );
    expect(wrong).toEqual([]);
  });

  it("lets no domain reach into another one's tables or queries", () => {
    const wrong = product.flatMap(({ path, imports }) =>
      imports.filter((to) => reachesInto(path, to)).map((to) => `${path} -> ${to}`),
    );
    expect(wrong).toEqual([]);
  });

  it("names a kind of channel only in its own folder and in the list of adapters", () => {
    const naming = product.filter(
      ({ path, text }) => path.startsWith("server/") && !isOfChannelKind(path) && namesKind(text),
    );
    expect(naming.map(({ path }) => path)).toEqual([]);
  });

  it("keeps files under 300 lines", () => {
    const long = sources.filter(({ text }) => text.split("\n").length > 301).map(({ path }) => path);
    expect(long).toEqual([]);
  });

  it("reads settings and time in one place each", () => {
    const ambient = product.filter(
      ({ path, text }) => isServerProduct(path) && /process\.env|Date\.now\(\)|new Date\(\)/.test(code(text)),
    );
    expect(ambient.map(({ path }) => path)).toEqual([]);
  });
});

describe("the database", () => {
  let database: TestDatabase;
  let owner: Client;

  beforeAll(async () => {
    database = await makeTestDatabase(inject("testServer"));
    owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
  });
  afterAll(async () => {
    await owner.end();
    await database.drop();
  });

  it("has workspace_id first in the key of every tenant table, behind row-level security", async () => {
    const { rows } = await owner.query<{ table_name: string; secured: boolean; first_key: string }>(tenantTables);
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter((row) => !row.secured || row.first_key !== "workspace_id")).toEqual([]);
  });

  it("keeps tables without a workspace to the known ones", async () => {
    const { rows } = await owner.query<{ name: string }>(tablesWithoutWorkspace);
    expect(rows.map((row) => row.name)).toEqual(tablesOfNobody);
  });

  it("has exactly the tables and columns that the row types name", async () => {
    const { rows } = await owner.query<{ table_name: string; columns: string[] }>(columnsOfTenantTables);
    const typed = Object.fromEntries(declaredColumns());
    expect(Object.fromEntries(rows.map((row) => [row.table_name, row.columns]))).toEqual(typed);
  });
});

// People sign in before a workspace is known, and processes serve all of them; nothing here belongs to one workspace alone.
const tablesOfNobody = [
  ...["credentials", "data_deletions", "job_workers", "people", "processes", "sessions", "sign_in_links", "throttles"],
];

const tenantTables = `
  select c.relname as table_name, c.relrowsecurity as secured,
         (select a.attname from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
          where i.indrelid = c.oid and i.indisprimary) as first_key
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
    and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id')`;

const tablesWithoutWorkspace = `
  select c.relname as name from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
    and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id') order by 1`;

const columnsOfTenantTables = `
  select table_name, array_agg(column_name::text order by column_name) as columns
  from information_schema.columns
  where table_schema = 'public' and table_name in
    (select table_name from information_schema.columns where table_schema = 'public' and column_name = 'workspace_id')
  group by table_name`;

function sourcesBelow(folder: string): Source[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && /\.(ts|tsx)$/.test(entry.name));
  return files.map((entry) => sourceAt(join(entry.parentPath, entry.name)));
}

function sourceAt(file: string): Source {
  const text = readFileSync(file, "utf8");
  const found = [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1] ?? "");
  const own = found.filter((name) => name.startsWith("#") || name.startsWith("."));
  return { path: relative(root, file), text, imports: own.map((name) => resolveName(file, name)) };
}

function resolveName(file: string, name: string): string {
  return name.startsWith("#") ? name.slice(1) : relative(root, join(file, "..", name));
}

const allowed: Record<string, readonly string[]> = {
  contract: ["contract"],
  web: ["contract", "web"],
  server: ["contract", "server"],
  simulators: ["simulators"],
};

/** The context and the list of tables are what platform and domains share; `testing` may use everything. */
function mayImport(from: string, to: string): boolean {
  const [top = ""] = from.split("/");
  if (from.startsWith("server/testing/")) return true;
  if (from.startsWith("server/platform/")) {
    return /^(contract|server\/platform)\//.test(to) || to === "server/context.ts" || to === "server/schema.ts";
  }
  return allowed[top]?.includes(to.split("/")[0] ?? "") ?? true;
}

function reachesInto(from: string, to: string): boolean {
  const foreign = /^server\/([\w-]+)\/(?:.*\/)?(tables|queries)\.ts$/.exec(to);
  const shared = to.startsWith("server/platform/") || from === "server/schema.ts";
  return foreign !== null && !shared && !from.startsWith(`server/${foreign[1]}/`);
}

function isOfChannelKind(path: string): boolean {
  return (
    path === "server/channels/adapters.ts" ||
    path.startsWith("server/testing/") ||
    channelKinds.some((kind) => path.startsWith(`server/channels/${kind}/`))
  );
}

/** The settings of an outside service and the form of its secrets in the log carry its name; code that decides by it is what is meant. */
function namesKind(text: string): boolean {
  return channelKinds.some((kind) => new RegExp(`["'\`]${kind}["'\`]`).test(code(text)));
}

const ambientAllowed = [
  "server/platform/config.ts",
  "server/platform/clock/clock.ts",
  "server/platform/database/vitest-setup.ts",
  // PostgreSQL is a program of its own and gets the environment of ours.
  "server/platform/database/run-postgres.ts",
];

function isServerProduct(path: string): boolean {
  return path.startsWith("server/") && !path.startsWith("server/testing/") && !ambientAllowed.includes(path);
}

function code(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}

/** Table name and sorted columns, read from `schema.ts` and the interfaces that it names. */
function declaredColumns(): [string, string[]][] {
  const interfaces = new Map(
    sources
      .filter(({ path }) => path.endsWith("/tables.ts"))
      .flatMap(({ text }) => [...text.matchAll(/export interface (\w+) \{([\s\S]*?)\n\}/g)])
      .map((match) => [
        match[1],
        [...(match[2] ?? "").matchAll(/^ {2}(\w+):/gm)].map((field) => field[1] ?? "").sort(),
      ]),
  );
  const schema = sources.find(({ path }) => path === "server/schema.ts")?.text ?? "";
  const tables = [...schema.matchAll(/^ {2}(\w+): (\w+);/gm)];
  return tables.map((match) => [match[1] ?? "", interfaces.get(match[2] ?? "") ?? []]);
}
