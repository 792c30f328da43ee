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
