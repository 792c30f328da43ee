import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { callLoosely, endpointsForPeople, validCall } from "#server/testing/endpoint-calls.ts";
import { type Furnished, furnishWorkspace } from "#server/testing/furnish-workspace.ts";
import { sessionAs } from "#server/testing/session-as.ts";
import { startWokfow, type TestWokfow } from "#server/testing/start-wokfow.ts";
import { startTelegram, type TelegramSimulator } from "#simulators/telegram/start-telegram.ts";

let telegram: TelegramSimulator;
let wokfow: TestWokfow;
let ids: Furnished;
let owner: Client;

beforeAll(async () => {
  telegram = await startTelegram();
  wokfow = await startWokfow(inject("testServer"), { env: { TELEGRAM_API_ROOT: telegram.url } });
  ids = await furnishWorkspace(wokfow, telegram, "Alpha");
  owner = new Client({ connectionString: wokfow.database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await wokfow.stop();
  await telegram.close();
});

const foreignHeaders: readonly Record<string, string>[] = [
  { origin: "https://evil.example" },
  { origin: "null" },
  { origin: "", "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
  { "sec-fetch-site": "none" },
  { origin: "" },
  { origin: "https://evil.example", "content-type": "text/plain" },
  { origin: "https://evil.example", "content-type": "application/x-www-form-urlencoded" },
];

describe("writes that another site rides on our cookie", () => {
  const writes = endpointsForPeople.filter(({ endpoint }) => endpoint.method !== "GET");

  it.each(writes)("$name is refused and changes nothing", async (named) => {
    const client = await sessionAs(wokfow, ids, "owner");
    const before = await changes(owner);
    for (const headers of foreignHeaders) {
      const { status } = await callLoosely(client, named, validCall(named, ids), headers);
      expect({ headers, status }).toEqual({ headers, status: 403 });
    }
    expect(await changes(owner)).toEqual(before);
  });

  it("reading changes nothing", async () => {
    const client = await sessionAs(wokfow, ids, "owner");
    const before = await changes(owner);
    for (const named of endpointsForPeople.filter(({ endpoint }) => endpoint.method === "GET")) {
      await callLoosely(client, named, validCall(named, ids));
    }
    expect(await changes(owner)).toEqual(before);
  });
});

describe("headers of every answer", () => {
  const paths = [
    "/",
    "/settings",
    "/no-such-file.js",
    "/api/v1/session",
    "/api/v1/profile",
    "/api/v1/nothing",
    "/api/v1/%zz",
    `/api/v1/files/${"a".repeat(300)}`,
    "/api/docs",
    "/healthz",
  ];

  it.each(paths)("%s", async (path) => {
    const response = await wokfow.client().fetch(path);
    await response.body?.cancel();
    const { headers } = response;
    expect(headers.get("content-security-policy")).toMatch(/default-src 'self'.*frame-ancestors 'none'/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("content-type")).toMatch(/charset=utf-8|javascript/);
    if (path.startsWith("/api/v1")) expect(headers.get("cache-control")).toBe("no-store");
  });

  it("asked for alone, they come at once", async () => {
    const client = await sessionAs(wokfow, ids, "owner");
    for (const path of ["/healthz", "/api/v1/session", "/api/v1/live", `/api/v1/files/${ids.fileId}`]) {
      const { status, headers } = await client.fetch(path, { method: "HEAD", signal: AbortSignal.timeout(5_000) });
      expect({ path, status }).toEqual({ path, status: 200 });
      expect(headers.get("content-security-policy")).toMatch(/default-src/);
    }
  });

  it.each([
    ["a head that is too long", `GET /${"x".repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
    ["what is not HTTP", "HELLO\r\n\r\n", 400],
  ])("%s", async (_, sent, status) => {
    const answer = await speak(wokfow.address, sent);
    const [head = "", body = ""] = answer.split("\r\n\r\n");
    expect(head).toContain(`HTTP/1.1 ${status} `);
    expect(head).toMatch(/^content-security-policy: default-src 'none'; frame-ancestors 'none'$/im);
    expect(head).toMatch(/^x-content-type-options: nosniff$/im);
    expect(head).toMatch(/^content-type: application\/problem\+json; charset=utf-8$/im);
    expect(JSON.parse(body)).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) });
  });

  it("tells browsers to stay with https where the public address has it", async () => {
    const secure = await startWokfow(inject("testServer"), {
      env: { PUBLIC_URL: "https://desk.example.com", TELEGRAM_API_ROOT: telegram.url },
    });
    const response = await fetch(`${secure.address}/api/v1/session`);
    expect(response.headers.get("strict-transport-security")).toMatch(/max-age=31536000/);
    await secure.stop();
  });
});

/** Sends bytes as they are and gives back all that comes until the server hangs up. */
async function speak(address: string, sent: string): Promise<string> {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  socket.end(sent);
  return text(socket);
}

const tables = [
  "workspaces",
  "members",
  "people",
  "credentials",
  "channels",
  "contacts",
  "conversations",
  "messages",
  "files",
];
// What a channel proves about itself changes by the clock, whoever asks.
const movingByThemselves = ["proof_at", "proof_milliseconds", "proof_summary", "status", "status_since", "reason"];

/** The number of rows of each table that a person can change, with a fingerprint of their contents. */
async function changes(database: Client): Promise<unknown> {
  const prints: unknown[] = [];
  for (const table of tables) {
    const { rows } = await database.query(
      `select count(*), md5(string_agg(content, ',' order by content)) as print
       from (select (to_jsonb(x) - $1::text[])::text as content from ${table} x) as contents`,
      [movingByThemselves],
    );
    prints.push([table, rows[0]]);
  }
  return prints;
}
