import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";

type Held = Readonly<{ child: ChildProcess; said: string; ownerUrl: string }>;

let parent: string;
let dataDir: string;
let children: ChildProcess[] = [];

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "wokfow-embedded-"));
  dataDir = folder("data");
  chmodSync(parent, 0o711);
});

afterEach(async () => {
  for (const child of children) await end(child, "SIGKILL");
  children = [];
  // Whatever a test left running is taken over once more and stopped in order.
  for (const dir of [dataDir, join(parent, "other")])
    if (postmaster(dir)) await end((await hold(dir)).child, "SIGTERM");
  rmSync(parent, { recursive: true, force: true });
});

function folder(name: string): string {
  const path = join(parent, name);
  mkdirSync(path, { recursive: true });
  chmodSync(path, 0o711);
  return path;
}

function hold(dir = dataDir): Promise<Held> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "hold-database.ts"), dir], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  return new Promise<Held>((resolve, reject) => {
    let said = "";
    child.stderr.on("data", (chunk) => (said += chunk));
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.startsWith("ready ")) resolve({ child, said, ownerUrl: line.slice(6) });
      said += `${line}\n`;
    });
    child.once("close", () => reject(new Error(`The server ended: ${said}`)));
  });
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exit = once(child, "exit");
  child.kill(signal);
  await exit;
  return child.exitCode;
}

function postmaster(dir = dataDir): number | undefined {
  try {
    return Number(readFileSync(join(dir, "postgres/data/postmaster.pid"), "utf8").split("\n")[0]);
  } catch {
    return undefined;
  }
}

async function query(ownerUrl: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const keep = "create table kept (id int); insert into kept values (7)";
const kept = "select id from kept";

test("a clean stop ends PostgreSQL, and the next start finds what was written", async () => {
  const first = await hold();
  expect(first.said).toContain("Database made in");
  await query(first.ownerUrl, keep);
  expect(await end(first.child, "SIGTERM")).toBe(0);
  expect(postmaster()).toBeUndefined();
  const second = await hold();
  expect(second.said).toContain("Database started");
  expect(second.said).toContain("Database is up to date.");
  expect(await query(second.ownerUrl, kept)).toEqual([{ id: 7 }]);
});

test("after kill -9 of the server its PostgreSQL is taken over, and stopped by the one who took it", async () => {
  const first = await hold();
  await query(first.ownerUrl, keep);
  await end(first.child, "SIGKILL");
  const pid = postmaster();
  const second = await hold();
  expect(second.said).toContain("was running already");
  expect(postmaster()).toBe(pid);
  expect(await query(second.ownerUrl, kept)).toEqual([{ id: 7 }]);
  await end(second.child, "SIGTERM");
  expect(postmaster()).toBeUndefined();
});

test("after kill -9 of server and PostgreSQL the file left behind stops nobody, and committed rows are there", async () => {
  const first = await hold();
  await query(first.ownerUrl, keep);
  await end(first.child, "SIGKILL");
  process.kill(postmaster() ?? 0, "SIGKILL");
  const second = await hold();
  expect(second.said).toContain("Database started");
  expect(await query(second.ownerUrl, kept)).toEqual([{ id: 7 }]);
});

test("PostgreSQL ended under a running server comes back at the same address", async () => {
  const { child, ownerUrl } = await hold();
  await query(ownerUrl, keep);
  const pid = postmaster() ?? 0;
  process.kill(pid, "SIGQUIT");
  await expect.poll(() => query(ownerUrl, kept).catch(() => undefined)).toEqual([{ id: 7 }]);
  await expect.poll(() => postmaster()).not.toBe(pid);
  await end(child, "SIGTERM");
  expect(postmaster()).toBeUndefined();
});

test("a pid file whose number belongs to another program now is not believed", async () => {
  const first = await hold();
  await end(first.child, "SIGTERM");
  const data = join(dataDir, "postgres/data");
  writeFileSync(
    join(data, "postmaster.pid"),
    `${process.pid}\n${data}\n1\n5432\n${join(dataDir, "postgres")}\n\n1\nready\n`,
  );
  expect((await hold()).said).toContain("Database started");
});

test("two servers that start at once on nothing share one database; the last to leave stops it", async () => {
  const [one, two] = await Promise.all([hold(), hold()]);
  await query(one.ownerUrl, keep);
  await end(one.child, "SIGTERM");
  expect(await query(two.ownerUrl, kept)).toEqual([{ id: 7 }]);
  const three = await hold();
  expect(three.said).toContain("was running already");
  await Promise.all([end(two.child, "SIGTERM"), end(three.child, "SIGTERM")]);
  expect(postmaster()).toBeUndefined();
});

test("a start during a stop waits for it and starts anew", async () => {
  const first = await hold();
  const [, second] = await Promise.all([end(first.child, "SIGTERM"), hold()]);
  expect(await query(second.ownerUrl, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("two copies run beside each other, also where the path is too long for a socket", async () => {
  const other = folder("other");
  const deep = folder(`${"deep/".repeat(20)}data`);
  const [one, two, three] = await Promise.all([hold(), hold(other), hold(deep)]);
  expect(new Set([one.ownerUrl, two.ownerUrl, three.ownerUrl]).size).toBe(3);
  await Promise.all([one, two, three].map((held) => end(held.child, "SIGTERM")));
  expect([postmaster(), postmaster(other), postmaster(deep)]).toEqual([undefined, undefined, undefined]);
});

test("a lost password is named as what it is", async () => {
  const first = await hold();
  await end(first.child, "SIGTERM");
  rmSync(join(dataDir, "postgres-password"));
  await expect(hold()).rejects.toThrow("Put back the file from a backup");
});
