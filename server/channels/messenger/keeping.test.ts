import { expect, onTestFinished, test } from "vitest";
import { readChannelHistory } from "#contract/channel-history.ts";
import { listChannels, probeChannel, removeChannel } from "#contract/channels.ts";
import { startChannels } from "#server/channels/running/run-channels.ts";
import { textsOf } from "#server/testing/messages-of.ts";
import { eventually } from "#server/testing/open-channels.ts";
import { openPages, verifyToken } from "#server/testing/open-pages.ts";

const quick = { look: 100, lease: 10_000, ask: 200, retry: 100, report: 100, alerts: 1_000 };

/** A page whose channel a process keeps connected, reachable from outside or not. */
async function openKept({ isPublic }: { isPublic: boolean }) {
  const rooms = await openPages();
  const { owner, parts } = rooms;
  rooms.config.publicUrl = isPublic ? owner.address : undefined;
  const running = startChannels(parts, quick);
  onTestFinished(() => running.stop());
  return {
    ...rooms,
    channel: async () => (await owner.ok(listChannels)).items[0],
  };
}

test("a page that no longer delivers is subscribed again, and no more when its channel is removed", async () => {
  const { channel, shop, app, owner, channelId } = await openKept({ isPublic: true });
  const proof = { summary: expect.stringMatching(/^subscribed_apps \d+ ms/) };
  await eventually(async () => expect(await channel()).toMatchObject({ status: "CONNECTED", proof }));
  shop.dropSubscription();
  await eventually(() => expect(shop.subscriptions()[app.id]).toContain("message_echoes"));
  expect(await channel()).toMatchObject({ status: "CONNECTED" });
  await owner.ok(removeChannel, { params: { channelId } });
  await eventually(() => expect(shop.subscriptions()[app.id]).toBeUndefined());
});

test("a revoked token and a lost permission wait for a person, and heal once that has come", async () => {
  const { channel, messenger, app } = await openKept({ isPublic: true });
  await eventually(async () => expect(await channel()).toMatchObject({ status: "CONNECTED" }));
  const over = messenger.fail("GET subscribed_apps", 190, { subcode: 460 });
  await eventually(async () =>
    expect(await channel()).toMatchObject({ status: "NEEDS_ACTION", reason: "token_refused" }),
  );
  over();
  await eventually(async () => expect(await channel()).toMatchObject({ status: "CONNECTED", reason: null }));
  const lost = messenger.fail("GET subscribed_apps", 200);
  await eventually(async () => expect(await channel()).toMatchObject({ reason: "permission_lost" }));
  lost();
  await eventually(async () => expect(await channel()).toMatchObject({ status: "CONNECTED", reason: null }));
  expect(app.pending()).toBe(0);
});

test("a page that was asked too much stays connected while deliveries prove it, and until its last proof is too old", async () => {
  const { channel, messenger, shop, owner, channelId, rooms, context } = await openKept({ isPublic: true });
  await eventually(async () => expect(await channel()).toMatchObject({ status: "CONNECTED" }));
  messenger.fail("GET subscribed_apps", 32);
  const refused = () => messenger.requests.filter(({ errorCode }) => errorCode === 32).length;
  await eventually(() => expect(refused()).toBeGreaterThan(0));
  const asked = refused();
  const refresh = () => owner.ok(probeChannel, { params: { channelId } });
  expect(await refresh()).toMatchObject({ status: "CONNECTED" });
  rooms.clock.advance(45_000);
  messenger.customer({ firstName: "Ana" }).write(shop, "Are you there?");
  const delivered = { status: "CONNECTED", proof: { summary: "signed delivery" } };
  await eventually(async () => expect(await channel()).toMatchObject(delivered));
  rooms.clock.advance(45_000);
  expect(await refresh()).toMatchObject(delivered);
  const history = () => owner.ok(readChannelHistory, { params: { channelId }, query: { timeZone: "UTC" } });
  expect((await history()).outages).toEqual([]);
  rooms.clock.advance(16_000);
  await eventually(async () =>
    expect(await channel()).toMatchObject({ status: "DISCONNECTED", reason: "rate_limited" }),
  );
  // Nor does a delivery heal what is known to be broken. But for the person, Facebook was left alone for the minute that is usual.
  messenger.customer({ firstName: "Ben" }).write(shop, "Hello?");
  await eventually(async () => expect(await textsOf(context)).toContain("Hello?"));
  expect(await channel()).toMatchObject({ status: "DISCONNECTED" });
  expect(refused() - asked).toBeLessThanOrEqual(2);
});

test("a webhook that leads elsewhere in the dashboard is no connection, and one that is mended there is", async () => {
  const { channel, app, owner, channelId } = await openKept({ isPublic: true });
  await eventually(async () => expect(await channel()).toMatchObject({ status: "CONNECTED" }));
  const refresh = () => owner.ok(probeChannel, { params: { channelId } });
  const url = `${owner.address}/api/v1/webhooks/messenger`;
  app.setWebhookUnverified({ url: "https://old.example.com/hook", verifyToken });
  const wrong = { status: "NEEDS_ACTION", reason: "webhook_elsewhere" };
  await eventually(async () => expect(await refresh()).toMatchObject(wrong));
  app.setWebhookUnverified({ url: `${url}/`, verifyToken });
  await eventually(async () => expect(await refresh()).toMatchObject({ status: "CONNECTED", reason: null }));
  await eventually(async () => expect(await channel()).toMatchObject({ status: "CONNECTED", reason: null }));
});

test("without an address that Facebook reaches, the status says so", async () => {
  const { channel } = await openKept({ isPublic: false });
  const needed = { status: "NEEDS_ACTION", reason: "no_public_address" };
  await eventually(async () => expect(await channel()).toMatchObject(needed));
});
