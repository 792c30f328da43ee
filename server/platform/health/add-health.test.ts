import { request } from "node:http";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { startWokfow, type TestWokfow } from "#server/testing/start-wokfow.ts";

let wokfow: TestWokfow;
beforeAll(async () => {
  wokfow = await startWokfow(inject("testServer"));
});
afterAll(() => wokfow.stop());

it("answers who watches this machine", async () => {
  expect(await statusOf("/healthz")).toBe(200);
  expect(await statusOf("/readyz")).toBe(200);
  expect(await statusOf("/metrics")).toBe(200);
});

it("hides its figures from strangers who come through a proxy on this machine", async () => {
  expect(await statusOf("/metrics", { host: "desk.example.com" })).toBe(404);
  expect(await statusOf("/metrics", { "x-forwarded-for": "203.0.113.7" })).toBe(404);
});

it("is all that a process without the role of the web answers", async () => {
  const worker = await startWokfow(inject("testServer"), { shared: wokfow, env: { ROLE: "worker,channels" } });
  expect((await fetch(`${worker.address}/readyz`)).status).toBe(200);
  for (const path of ["/", "/api/v1/session", "/api/openapi.json"]) {
    const answer = await fetch(`${worker.address}${path}`);
    expect({ path, status: answer.status }).toEqual({ path, status: 404 });
    expect(answer.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
  }
  await worker.stop();
});

/** By node:http, since fetch does not let a caller choose the host. */
function statusOf(path: string, headers: Record<string, string> = {}): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asking = request(new URL(path, wokfow.address), { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asking.on("error", reject).end();
  });
}
