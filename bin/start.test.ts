import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

let dataDir: string;
let children: ChildProcess[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "wokfow-start-"));
  chmodSync(dataDir, 0o711);
});

afterEach(async () => {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const exit = once(child, "exit");
    child.kill("SIGTERM");
    await exit;
  }
  children = [];
  rmSync(dataDir, { recursive: true, force: true });
});

type Started = Readonly<{
  child: ChildProcess;
  said: () => string;
  address: Promise<string>;
  code: Promise<number | null>;
}>;

/** The environment names nothing but what a test sets, wherever the tests run. */
function start(settings: Record<string, string> = {}): Started {
  return follow(
    spawn(process.execPath, [join(import.meta.dirname, "start.ts"), "--without-web"], {
      env: envOf(settings),
      stdio: "pipe",
    }),
  );
}

function envOf(settings: Record<string, string>): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    DATA_DIR: dataDir,
    DATABASE_URL: "",
    PORT: "0",
    LOG_LEVEL: "silent",
    ...settings,
  };
}

function follow(child: ChildProcess): Started {
  children.push(child);
  let text = "";
  const { promise, resolve } = Promise.withResolvers<string>();
  const listen = (chunk: Buffer) => {
    text += chunk;
    const ready = /Wokfow is ready: (http\S+)/.exec(text)?.[1];
    if (ready) resolve(ready);
  };
  child.stdout?.on("data", listen);
  child.stderr?.on("data", listen);
  const code = new Promise<number | null>((done) => child.once("close", done));
  const address = Promise.race([promise, code.then(() => Promise.reject(new Error(`It ended: ${text}`)))]);
  address.catch(() => undefined);
  return { child, said: () => text, address, code };
}

const isDatabaseUp = () => existsSync(join(dataDir, "postgres/data/postmaster.pid"));

test("it says what it does, answers, and stops in order", async () => {
  const first = start();
  const address = await first.address;
  expect((await fetch(`${address}/healthz`)).status).toBe(200);
  expect(first.said()).toMatch(
    /Database made in .*\n(.*\n)*Database migrated: 0001.*\n(.*\n)*Wokfow is ready: http:\/\/(localhost|127\.0\.0\.1):\d+/,
  );
  first.child.kill("SIGINT");
  // npm hands the terminal's Ctrl-C on, so that it comes twice at once.
  first.child.kill("SIGINT");
  expect(await first.code).toBe(0);
  expect(isDatabaseUp()).toBe(false);
});

test("a signal during the start lets it end in order", async () => {
  const early = start();
  await once(early.child.stdout ?? early.child, "data");
  early.child.kill("SIGTERM");
  expect(await early.code).toBe(0);
  expect(isDatabaseUp()).toBe(false);
});

test("it stops in order when npm has started it and is gone", async () => {
  // The shell stands for npm and its own: it ends, and passes nothing on.
  const script = `"${process.execPath}" "${join(import.meta.dirname, "start.ts")}" --without-web; :`;
  const orphan = follow(spawn("sh", ["-c", script], { env: envOf({ npm_lifecycle_event: "start" }), stdio: "pipe" }));
  const address = await orphan.address;
  orphan.child.kill("SIGKILL");
  // Its output closes once the server, which shares it, has ended as well.
  await orphan.code;
  expect(orphan.said()).toContain("Stopping");
  await expect(fetch(`${address}/healthz`)).rejects.toThrow();
  expect(isDatabaseUp()).toBe(false);
});

test("a port in use is told in one sentence, and the database does not stay behind", async () => {
  const occupant = createServer().listen(0, "127.0.0.1");
  await once(occupant, "listening");
  const address = occupant.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const late = start({ PORT: String(port) });
  expect(await late.code).toBe(1);
  expect(late.said()).toContain(
    `Port ${port} is in use by another program. Stop that one, or choose another port: PORT=${port + 1}`,
  );
  expect(late.said()).not.toContain("    at ");
  expect(isDatabaseUp()).toBe(false);
  occupant.close();
});

test("wrong settings are told together, without a stack", async () => {
  const wrong = start({ PORT: "many", ROLE: "boss" });
  expect(await wrong.code).toBe(1);
  expect(wrong.said()).toMatch(/PORT is "many".*\n.*ROLE is "boss"/);
  expect(wrong.said()).not.toContain("    at ");
});
