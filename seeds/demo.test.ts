import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listConversations } from "#contract/conversations.ts";
import { signIn } from "#contract/session.ts";
import { freePort } from "#server/testing/free-port.ts";
import { TestClient } from "#server/testing/test-client.ts";
import manifest from "../package.json" with { type: "json" };

let folder: string;
let demo: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wokfow-demo-"));
  chmodSync(folder, 0o711);
});

afterEach(async () => {
  if (demo && demo.exitCode === null && demo.signalCode === null) {
    const ended = once(demo, "exit");
    demo.kill("SIGTERM");
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

/** What the demo says once it is ready, and how it ends. */
interface Started {
  readonly said: string;
  readonly group: number;
  /** Its exit code, as soon as nobody can say anything more. */
  readonly ended: Promise<number | null>;
}

/** The command of `npm run demo` in a group of processes of its own, as a terminal starts it. */
async function startDemo(): Promise<Started> {
  const script = manifest.scripts.demo.split(" ").slice(1);
  const anyPort = { TELEGRAM_PORT: "0", MAILBOX_PORT: "0", WHATSAPP_PORT: "0", MESSENGER_PORT: "0" };
  const env = { PATH: process.env.PATH, DEMO_DIR: folder, PORT: String(await freePort()), ...anyPort };
  const cwd = join(import.meta.dirname, "..");
  const child = spawn(process.execPath, [...script, "--short"], { cwd, env, detached: true, stdio: "pipe" });
  demo = child;
  let said = "";
  const ready = new Promise<void>((resolve) => {
    const hear = (piece: Buffer) => {
      said += piece;
      if (said.includes("Stop with Ctrl-C")) resolve();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  await Promise.race([ready, ended.then(() => Promise.reject(new Error(`It ended: ${said}`)))]);
  return { said, group: child.pid ?? 0, ended };
}

test("the demo opens its pages, lets its people in to a filled inbox, and leaves nothing running", async () => {
  const { said, group, ended } = await startDemo();
  const pages = [...said.matchAll(/^(?:Wokfow|The customers|WhatsApp|Messenger|E-mails): +(http\S+)$/gm)];
  const addresses = pages.map(([, address = ""]) => address);
  expect(addresses).toHaveLength(5);
  for (const address of addresses) {
    const answer = await fetch(address);
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining("<title>")]);
  }

  const password = /password +(\S+)/.exec(said)?.[1] ?? "";
  const people = [...said.matchAll(/(\S+@\S+) \((Owner|Manager|User)\)/g)].map(([, email = ""]) => email);
  expect(people).toHaveLength(3);
  const [owner] = await Promise.all(
    people.map(async (email) => {
      const person = new TestClient(addresses[0] ?? "");
      await person.ok(signIn, { body: { email, password } });
      return person;
    }),
  );
  expect((await owner?.ok(listConversations))?.items).not.toEqual([]);

  process.kill(-group, "SIGINT");
  expect(await ended).toBe(0);
  expect(() => process.kill(-group, 0)).toThrow("ESRCH");
  expect(existsSync(join(folder, "postgres/data/postmaster.pid"))).toBe(false);
  for (const address of addresses) await expect(fetch(address)).rejects.toThrow();
});
