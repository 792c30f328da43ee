import { expect, onTestFinished, test, vi } from "vitest";
import { writeCredentials } from "#server/channels/messenger/credentials.ts";
import { messengerAdapter } from "#server/channels/messenger/messenger-adapter.ts";
import { usualTimes } from "#server/channels/messenger/times.ts";
import { startMessenger } from "#simulators/messenger/start-messenger.ts";

const address = "https://desk.example.com/api/v1/webhooks/messenger";

/** A page that is asked as its line asks, with patience for a busy machine. */
async function setUp() {
  const messenger = await startMessenger();
  onTestFinished(() => messenger.close());
  const app = messenger.app({ name: "Wokfow", requireProof: true });
  app.setWebhookUnverified({ url: address, verifyToken: "open sesame" });
  const shop = messenger.page({ name: "Ortiz Shop" });
  const elena = messenger.person({ name: "Elena Ortiz", pages: [shop] });
  const settings = { appId: app.id, appSecret: app.secret, verifyToken: "open sesame" };
  const at = { graphUrl: messenger.url, dialogUrl: messenger.url };
  const adapter = messengerAdapter({ ...settings, ...at }, { ...usualTimes, probe: 30_000 });
  const token = writeCredentials({ pageToken: app.connect(shop), personId: elena.id, expiresAt: null });
  const connection = { workspaceId: "w", channelId: "c", kind: "messenger" as const, accountId: shop.id, token };
  const subscribe = () => adapter.inlet?.subscribe(connection, address, new AbortController().signal);
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
