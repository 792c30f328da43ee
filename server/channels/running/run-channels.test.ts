import { expect, test } from "vitest";
import { pauseChannel, probeChannel, removeChannel, resumeChannel } from "#contract/channels.ts";
import type { Context } from "#server/context.ts";
import { type ChannelRooms, eventually, openChannels } from "#server/testing/open-channels.ts";

test("what customers write is confirmed to Telegram only once it is stored", async () => {
  const { shop, telegram, connect, channel, run, parts, context } = await openChannels();
  await connect();
  const ground = parts();
  let away = false;
  run({ ...ground, contextOf: (id) => withDatabase(ground.contextOf(id), () => away) });
  await connected(channel);
  away = true;
  const ana = telegram.customer({ firstName: "Ana" });
  ana.write(shop, "one");
  const asked = telegram.requests.length;
  await eventually(() => expect(telegram.requests.length).toBeGreaterThan(asked + 3));
  expect(shop.pendingUpdates()).toBe(1);
  away = false;
  await eventually(() => expect(shop.pendingUpdates()).toBe(0));
  expect(await textsOf(context)).toEqual(["one"]);
});

test("no old number is confirmed to a Telegram that may have started its count anew", async () => {
  const { shop, telegram, connect, channel, run } = await openChannels();
  await connect();
  run();
  await connected(channel);
  telegram.customer({ firstName: "Ana" }).write(shop, "one");
  await eventually(() => expect(shop.pendingUpdates()).toBe(0));
  const offsets = () =>
    telegram.requests.filter(({ method }) => method === "getUpdates").map(({ params }) => params.offset);
  await eventually(() =>
    expect(offsets().findLastIndex((offset) => offset !== undefined)).toBeLessThan(offsets().length - 1),
  );
  expect(offsets().filter((offset) => offset !== undefined)).toHaveLength(1);
});

test("what cannot be confirmed neither blocks others nor makes the loop spin", async () => {
  const { shop, telegram, connect, channel, run, context } = await openChannels();
  await connect();
  run();
  await connected(channel);
  telegram.pushRawUpdate(shop, ["no update"]);
  const before = telegram.requests.length;
  await eventually(() => expect(telegram.requests.length).toBeGreaterThan(before + 5));
  expect((await channel()).status).toBe("CONNECTED");
  telegram.customer({ firstName: "Ana" }).write(shop, "still here");
  await eventually(async () => expect(await textsOf(context)).toEqual(["still here"]));
  await eventually(() => expect(shop.pendingUpdates()).toBe(0));
});

test("a crowd that writes at once is stored whole", async () => {
  const { shop, telegram, connect, channel, run, context } = await openChannels();
  await connect();
  run();
  await connected(channel);
  const written = telegram.crowd(shop, { customers: 20, messages: 250 });
  await eventually(() => expect(shop.pendingUpdates()).toBe(0));
  const stored = await textsOf(context);
  expect(stored.toSorted()).toEqual(written.map(({ text }) => text).toSorted());
});

test("a bot that somebody else polls says so, and heals when they stop", async () => {
  const { telegram, connect, channel, run } = await openChannels();
  const { capabilities } = await connect();
  expect(capabilities.text.maxLength).toBe(4096);
  run();
  await connected(channel);
  const conflict = "Conflict: terminated by other getUpdates request";
  const stop = telegram.faults.add({ kind: "refuse", method: "getUpdates", errorCode: 409, description: conflict });
  await offline(channel, "other_poller");
  stop();
  await connected(channel);
});

test("a real second poller is seen as one all the time it polls, and a probe does not say otherwise", async () => {
  const { telegram, shop, owner, connect, channel, run } = await openChannels();
  const { id: channelId } = await connect();
  run();
  await connected(channel);
  let polling = true;
  const rival = (async () => {
    while (polling) await fetch(`${telegram.url}/bot${shop.token}/getUpdates?timeout=1`);
  })();
  await offline(channel, "other_poller");
  const probed = await owner.ok(probeChannel, { params: { channelId } });
  expect(probed).toMatchObject({ status: "DISCONNECTED", reason: "other_poller" });
  polling = false;
  await rival;
  await connected(channel);
});

test.each([
  ["nobody is there", { kind: "down" }, "unreachable"],
  ["Telegram accepts and never answers", { kind: "silent" }, "silent"],
  ["Telegram has an error of its own", { kind: "refuse", errorCode: 502, description: "Bad Gateway" }, "service_error"],
  ["Telegram asks to wait", { kind: "too many requests", retryAfter: 1 }, "rate_limited"],
] as const)("when %s, the status says so and heals by itself", async (_what, fault, reason) => {
  const { telegram, connect, channel, run } = await openChannels();
  await connect();
  run();
  await connected(channel);
  const end = telegram.faults.add(fault);
  await offline(channel, reason);
  end();
  await connected(channel);
});

test("a webhook that another program has set stays theirs, until they give it up", async () => {
  const { telegram, shop, connect, channel, run } = await openChannels();
  await connect();
  run();
  await connected(channel);
  await fetch(`${telegram.url}/bot${shop.token}/setWebhook?url=https://other.example/hook`);
  await offline(channel, "other_poller");
  await fetch(`${telegram.url}/bot${shop.token}/deleteWebhook`);
  await connected(channel);
});

test("connecting takes the bot over from a webhook that was set before", async () => {
  const { telegram, shop, connect, channel, run } = await openChannels();
  await fetch(`${telegram.url}/bot${shop.token}/setWebhook?url=https://former.example/hook`);
  await connect();
  run();
  await connected(channel);
});

test("a pause stops receiving, and what was written meanwhile comes after it", async () => {
  const { telegram, shop, owner, connect, channel, run, context } = await openChannels();
  const { id: channelId } = await connect();
  run();
  await connected(channel);
  await owner.ok(pauseChannel, { params: { channelId } });
  await eventually(() => expect(shop.isPolled()).toBe(false));
  telegram.customer({ firstName: "Ana" }).write(shop, "anybody there?");
  expect((await owner.ok(probeChannel, { params: { channelId } })).status).toBe("PAUSED");
  expect(await textsOf(context)).toEqual([]);
  await owner.ok(resumeChannel, { params: { channelId } });
  await connected(channel);
  await eventually(async () => expect(await textsOf(context)).toEqual(["anybody there?"]));
});

test("a removed channel is let go within a second, and its conversations stay", async () => {
  const { telegram, shop, owner, connect, channel, run, context } = await openChannels();
  const { id: channelId } = await connect();
  run();
  await connected(channel);
  telegram.customer({ firstName: "Ana" }).write(shop, "hello");
  await eventually(async () => expect(await textsOf(context)).toEqual(["hello"]));
  await owner.ok(removeChannel, { params: { channelId } });
  await eventually(() => expect(shop.isPolled()).toBe(false));
  expect(await textsOf(context)).toEqual(["hello"]);
});

test("two processes hold one line between them; the other takes over when the holder stops or dies", async () => {
  const { shop, telegram, connect, channel, run, parts, context } = await openChannels();
  await connect();
  const [first, second] = [parts(), parts()];
  // The first process dies: its database is gone from one moment to the next.
  let alive = true;
  const dying = { ...first, contextOf: (id: string) => (alive ? first.contextOf(id) : dead()) };
  run(dying);
  await connected(channel);
  run(second);
  await eventually(async () => expect(await holderOf(context)).toBe(first.membership.id));
  alive = false;
  await eventually(async () => expect(await holderOf(context)).toBe(second.membership.id));
  telegram.customer({ firstName: "Ana" }).write(shop, "still there?");
  await eventually(async () => expect(await textsOf(context)).toEqual(["still there?"]));
  await connected(channel);
});

test("a process that stops in order gives its lines back at once", async () => {
  const { connect, channel, run, context, shop } = await openChannels();
  await connect();
  const running = run();
  await connected(channel);
  await running.stop();
  expect(await holderOf(context)).toBeUndefined();
  expect(shop.isPolled()).toBe(false);
});

test("a status without fresh proof is not believed, and no probe makes up for a line that nobody holds", async () => {
  const { owner, connect, channel, run, rooms } = await openChannels();
  const { id: channelId } = await connect();
  const running = run();
  await connected(channel);
  const probed = () => owner.ok(probeChannel, { params: { channelId } });
  // The line proves itself too, and may have had the last word.
  const summary = expect.stringMatching(/^getMe \d+ ms, 0 updates waiting$/);
  await eventually(async () => expect(await probed()).toMatchObject({ status: "CONNECTED", proof: { summary } }));
  await running.stop();
  rooms.clock.advance(61_000);
  expect(await channel()).toMatchObject({ status: "DISCONNECTED", reason: "stale" });
  expect(await probed()).toMatchObject({ status: "DISCONNECTED", reason: "stale" });
});

function connected(channel: ChannelRooms["channel"]) {
  return eventually(async () => expect(await channel()).toMatchObject({ status: "CONNECTED", reason: null }));
}

function offline(channel: ChannelRooms["channel"], reason: string) {
  return eventually(async () => expect(await channel()).toMatchObject({ status: "DISCONNECTED", reason }));
}

/** A database that is away while `isAway` says so. */
function withDatabase(context: Context, isAway: () => boolean): Context {
  const { database } = context;
  const transaction: typeof database.transaction = (id, work) =>
    isAway() ? Promise.reject(new Error("connection terminated")) : database.transaction(id, work);
  return { ...context, database: { ...database, transaction } };
}

function dead(): never {
  throw new Error("This process is dead.");
}

function textsOf({ database, workspaceId }: ChannelRooms["context"]): Promise<string[]> {
  return database.transaction(workspaceId, async ({ db }) => {
    const rows = await db.selectFrom("messages").select("text").orderBy("sent_at").orderBy("sequence").execute();
    return rows.map(({ text }) => text);
  });
}

function holderOf({ database, workspaceId }: ChannelRooms["context"]): Promise<string | undefined> {
  return database.transaction(workspaceId, async ({ db }) => {
    const lease = await db.selectFrom("channel_leases").select("holder").executeTakeFirst();
    return lease?.holder;
  });
}
