import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { editProfile } from "#contract/members.ts";
import { sendMessage } from "#contract/messages.ts";
import { callLoosely, endpointsForPeople, type Named, validCall } from "#server/testing/endpoint-calls.ts";
import { type Furnished, furnishWorkspace } from "#server/testing/furnish-workspace.ts";
import { nasty, nearlyFitting, nearlyFittingQuery } from "#server/testing/nearly-fitting.ts";
import { sessionAs } from "#server/testing/session-as.ts";
import { startWokfow, type TestWokfow } from "#server/testing/start-wokfow.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import { startTelegram, type TelegramSimulator } from "#simulators/telegram/start-telegram.ts";

let telegram: TelegramSimulator;
let wokfow: TestWokfow;
let ids: Furnished;

beforeAll(async () => {
  telegram = await startTelegram();
  wokfow = await startWokfow(inject("testServer"), { env: { TELEGRAM_API_ROOT: telegram.url, LOG_LEVEL: "silent" } });
  ids = await furnishWorkspace(wokfow, telegram, "Alpha");
});
afterAll(async () => {
  await wokfow.stop();
  await telegram.close();
});

// More with FUZZ_RUNS=10000; these are the many small ones that fit into every run.
const numRuns = Number(process.env.FUZZ_RUNS ?? 40);
// Signing in and up spends the budget of guesses and ends in 429 soon; the others must be reached.
const reachable = endpointsForPeople
  .filter(({ name }) => !["signIn", "signUp", "signOut", "endSession", "endOtherSessions"].includes(name))
  // Last, because most of the others need the channel.
  .sort((a, b) => Number(a.name === "removeChannel") - Number(b.name === "removeChannel"));

describe("garbage", () => {
  it.each(reachable.filter(({ endpoint }) => endpoint.body))(
    "in the body of $name gets a clean answer",
    async (named) => {
      const client = await sessionAs(wokfow, ids, "owner");
      const bodies = nearlyFitting(named.endpoint.body ?? z.never(), knownIds());
      await fc.assert(
        fc.asyncProperty(bodies, async (body) => expectClean(await send(client, named, JSON.stringify(body)))),
        { numRuns, seed: 42 },
      );
    },
  );

  it.each(reachable.filter(({ endpoint }) => endpoint.query || endpoint.params))(
    "in the address of $name gets a clean answer",
    async (named) => {
      const client = await sessionAs(wokfow, ids, "owner");
      const query = nearlyFittingQuery(named.endpoint.query ?? z.object({ q: z.string() }), knownIds());
      const wrong = fc.constantFrom(...nasty.filter((text) => text.isWellFormed()), ids.conversationId);
      await fc.assert(
        fc.asyncProperty(query, fc.option(wrong, { freq: 3 }), async (asked, id) => {
          const path = id === null ? pathOf(named) : named.endpoint.path.replace(/:\w+/g, encodeURIComponent(id));
          const body = validCall(named, ids).body;
          const address = `/api/v1${path}?${new URLSearchParams(asked)}`;
          expectClean(await request(client, named, address, body === undefined ? undefined : JSON.stringify(body)));
        }),
        { numRuns, seed: 42 },
      );
    },
  );

  it.each(reachable.filter(({ endpoint }) => endpoint.upload))(
    "in the form of $name gets a clean answer",
    async (named) => {
      const client = await sessionAs(wokfow, ids, "owner");
      await fc.assert(
        fc.asyncProperty(nearlyForm, async ({ type, form }) =>
          expectClean(await request(client, named, `/api/v1${pathOf(named)}`, form, type)),
        ),
        { numRuns, seed: 42 },
      );
    },
  );

  it.each(["", "{", "[]", "null", '"text"', '{"a":\u0000}', '{"__proto__":{"role":"owner"}}'])(
    "body %j gets a clean answer",
    async (body) => {
      const client = await sessionAs(wokfow, ids, "owner");
      for (const named of reachable.filter(({ endpoint }) => endpoint.body))
        expectClean(await send(client, named, body));
    },
  );

  it("with a null character that no shape has refused is told so", async () => {
    const client = await sessionAs(wokfow, ids, "owner");
    const params = { conversationId: ids.conversationId };
    const { status, problem } = await client.call(sendMessage, {
      params,
      body: { idempotencyKey: "\0".repeat(8), text: "?" },
    });
    expect([status, problem.detail]).toEqual([400, expect.stringContaining("Remove it")]);
  });

  it("with half of a character in a name is refused", async () => {
    const client = await sessionAs(wokfow, ids, "owner");
    const { status, problem } = await client.call(editProfile, { body: { displayName: "\ud83d Ana" } });
    expect([status, problem.fields?.[0]?.path]).toEqual([400, "displayName"]);
  });

  it("larger than a megabyte is refused as too large", async () => {
    const client = await sessionAs(wokfow, ids, "owner");
    const named = reachable.find(({ name }) => name === "editWorkspace");
    const huge = JSON.stringify({ name: "x".repeat(1024 * 1024) });
    expect(named && (await send(client, named, huge)).status).toBe(413);
  });
});

describe("fields that nobody asked for", () => {
  const extra = {
    workspaceId: "00000000-0000-7000-8000-000000000000",
    role: "user",
    id: "x",
    scopes: ["all"],
    createdAt: 0,
    constructor: 1,
  };

  it.each(reachable.filter(({ endpoint }) => endpoint.body))("change nothing in $name", async (named) => {
    const client = await sessionAs(wokfow, ids, "owner");
    const call = validCall(named, ids);
    await callLoosely(client, named, { ...call, body: { ...(call.body as object), ...extra, __proto__: extra } });
    const { body } = await callLoosely(client, sessionEndpoint(), {});
    expect(body).toMatchObject({
      session: { profile: { id: ids.memberId, role: "owner" }, workspace: { id: ids.workspaceId } },
    });
  });
});

describe("the API reference", () => {
  it("tells the truth about every answer", async () => {
    const client = await sessionAs(wokfow, ids, "owner");
    const openapi = await (await client.fetch("/api/openapi.json")).json();
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const quiet = endpointsForPeople.filter(({ endpoint }) => !endpoint.stream && endpoint.method !== "DELETE");
    for (const named of quiet) {
      const { status, body } = await callLoosely(client, named, validCall(named, ids));
      const path = `/api/v1${named.endpoint.path.replace(/:(\w+)/g, "{$1}")}`;
      const operation = openapi.paths[path]?.[named.endpoint.method.toLowerCase()];
      expect(operation, path).toBeDefined();
      const schema = operation.responses[String(status)]?.content?.["application/json"]?.schema;
      if (status >= 400 || !schema) continue;
      const valid = ajv.compile(schema);
      expect({ name: named.name, errors: valid(body) ? [] : valid.errors }).toEqual({ name: named.name, errors: [] });
    }
  });
});

const text = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("paper.txt", "image/png", "file") },
  { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
  { weight: 1, arbitrary: fc.constantFrom(...nasty) },
);
const nearlyForm = fc
  .record({
    type: mostly("multipart/form-data; boundary=b", "multipart/form-data", "application/json", "text/plain"),
    before: mostly("--b\r\n", "--b", "", "--c\r\n"),
    field: mostly("file", "", "files", "\u0000"),
    name: text,
    media: text,
    content: fc.oneof(text, fc.string({ unit: "binary-ascii", maxLength: 5_000 })),
    after: mostly("\r\n--b--\r\n", "\r\n--b\r\n", "\r\n--b-", ""),
  })
  .map(({ type, before, field, name, media, content, after }) => ({
    type,
    form: `${before}Content-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: ${media}\r\n\r\n${content}${after}`,
  }));

function mostly(right: string, ...wrong: string[]): fc.Arbitrary<string> {
  return fc.oneof({ weight: 8, arbitrary: fc.constant(right) }, { weight: 1, arbitrary: fc.constantFrom(...wrong) });
}

/** Identifiers of things that exist, each of which is the wrong one in most places. */
function knownIds(): string[] {
  return [ids.memberId, ids.conversationId, ids.messageId, ids.fileId, ids.channelId, ids.workspaceId];
}

function sessionEndpoint(): Named {
  const found = endpointsForPeople.find(({ name }) => name === "readSession");
  if (!found) throw new Error("The contract has no readSession.");
  return found;
}

function send(client: TestClient, named: Named, body: string) {
  return request(client, named, `/api/v1${pathOf(named)}`, body);
}

function pathOf(named: Named): string {
  return named.endpoint.path.replace(/:(\w+)/g, (_, param: string) => validCall(named, ids).params?.[param] ?? "");
}

async function request(client: TestClient, { endpoint }: Named, path: string, body?: string, type?: string) {
  const response = await client.fetch(path, {
    method: endpoint.method,
    ...(body !== undefined && { body, headers: { "content-type": type ?? "application/json" } }),
    // Far beyond what any answer may take, also on a busy machine: a request that hangs shall be told by what it carried.
    signal: AbortSignal.timeout(10_000),
  });
  return { status: response.status, text: await response.text() };
}

function expectClean({ status, text }: { status: number; text: string }): void {
  expect(status).toBeLessThan(500);
  expect(text).not.toMatch(/\bat .+\.ts:\d+|node_modules|syntax error|relation "/);
}
