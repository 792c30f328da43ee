import { expect, onTestFinished, test, vi } from "vitest";
import { usualTimes } from "#server/channels/messenger/times.ts";
import { connectPage, pageAddress } from "#server/testing/connect-page.ts";

/** A page that is asked as its line asks, with patience for a busy machine. */
async function setUp() {
  const { messenger, app, elena, adapter, connection } = await connectPage({ ...usualTimes, probe: 30_000 });
  const subscribe = () => adapter.inlet?.subscribe(connection, pageAddress, new AbortController().signal);
  return { messenger, app, elena, subscribe };
}

test("the token is looked at once an hour, and what only that tells is found then", async () => {
  const { subscribe, messenger, elena, app } = await setUp();
  const looks = () => messenger.requests.filter(({ method }) => method === "GET debug_token").length;
  const now = performance.now.bind(performance);
  let minutes = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now() + minutes * 60_000);
  onTestFinished(() => void vi.restoreAllMocks());
  expect(await subscribe()).toMatchObject({ outcome: "connected" });
  expect(looks()).toBe(1);
  elena.removePermission(app, "pages_messaging");
  // That too much was asked says nothing of the token.
  messenger.fail("GET subscribed_apps", 32, { times: 1 });
  expect(await subscribe()).toMatchObject({ outcome: "failed", reason: "rate_limited" });
  for (minutes of [1, 30, 59]) expect(await subscribe()).toMatchObject({ outcome: "connected" });
  expect(looks()).toBe(1);
  minutes = 61;
  expect(await subscribe()).toMatchObject({ outcome: "failed", reason: "permission_lost" });
  expect(looks()).toBe(2);
  // What only the token tells is asked until it is mended.
  expect(await subscribe()).toMatchObject({ outcome: "failed", reason: "permission_lost" });
  expect(looks()).toBe(3);
});

test("with each proof comes how much of what Facebook allows is used up", async () => {
  const { subscribe, messenger } = await setUp();
  messenger.faults.add({ kind: "usage", percent: 80, method: "GET subscribed_apps" });
  expect(await subscribe()).toMatchObject({ outcome: "connected", usedPercent: 80 });
});
