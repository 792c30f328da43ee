import { expect, test } from "vitest";
import { pauseChannel, resumeChannel } from "#contract/channels.ts";
import { webhookSecret } from "#server/channels/webhooks/webhook-of.ts";
import { type ChannelRooms, eventually, openChannels } from "#server/testing/open-channels.ts";

test("with a public address Telegram delivers, and what it delivers is stored before the answer", async () => {
  const { telegram, shop, channel, context } = await openDelivered();
  expect(await channel()).toMatchObject({ transport: "webhook" });
  expect((await channel()).proof?.summary).toMatch(/^getMe \d+ ms, 0 updates waiting$/);
  telegram.customer({ firstName: "Ana" }).write(shop, "hello");
  await eventually(() => expect(shop.pendingUpdates()).toBe(0));
  expect(await textsOf(context)).toEqual(["hello"]);
  expect(telegram.requests.some(({ method }) => method === "getUpdates")).toBe(false);
});

test("redelivered and shuffled updates make each message once", async () => {
  const { telegram, shop, context } = await openDelivered();
  telegram.faults.add({ kind: "duplicates", copies: 3 });
  telegram.faults.add({ kind: "shuffled" });
  const written = telegram.crowd(shop, { customers: 5, messages: 40 });
  await eventually(() => expect(shop.pendingUpdates()).toBe(0));
  expect((await textsOf(context)).toSorted()).toEqual(written.map(({ text }) => text).toSorted());
});

test("a delivery without the key and the secret of this very channel leaves no trace", async () => {
  const { owner, parts, context, channel, telegram, connect } = await openDelivered();
  const { id } = await channel();
  const secret = webhookSecret(parts().secrets, id);
  const other = await connect(telegram.createBot({ username: "other_bot", name: "Other" }));
  const othersSecret = webhookSecret(parts().secrets, other.id);
  const path = await pathOf(context, id);
  const wrongKey = `${path.slice(0, -1)}${path.endsWith("0") ? "1" : "0"}`;
  const forgeries: [string, Record<string, string>][] = [
    [path, {}],
    [path, { [header]: "" }],
    [path, { [header]: "wrong" }],
    [path, { [header]: secret.slice(0, -1) }],
    [path, { [header]: `${secret}0` }],
    [path, { [header]: secret.toUpperCase() }],
    [path, { [header]: `${secret}, ${secret}` }],
    [path, { [header]: othersSecret }],
    [path, { authorization: `Bearer ${secret}` }],
    [`${path}?secret_token=${secret}`, {}],
    [wrongKey, { [header]: secret }],
    [path.replace(/[^/]+$/, "0"), { [header]: secret }],
    [await pathOf(context, other.id), { [header]: secret }],
  ];
  for (const [address, headers] of forgeries) {
    const answer = await deliver(owner, address, headers, JSON.stringify(forged));
    expect(answer.status, JSON.stringify([address, headers])).toBe(401);
  }
  expect(await countRows(context)).toEqual({ messages: 0, rejected: 0, contacts: 0 });
  expect((await deliver(owner, path, { [header]: secret }, escaped)).status).toBe(200);
  expect(await textsOf(context)).toEqual(["Grüße 😀"]);
});

test("what is authentic but broken is kept with its reason, once, and blocks nobody", async () => {
  const { owner, parts, context, channel } = await openDelivered();
  const { id } = await channel();
  const headers = { [header]: webhookSecret(parts().secrets, id) };
  const path = await pathOf(context, id);
  const broken = ["", "{", "[]", "null", '{"update_id":1,"message":{"text":"no chat"}}', '{"a":"\\u0000\\ud800"}'];
  for (const body of [...broken, ...broken]) expect((await deliver(owner, path, headers, body)).status).toBe(200);
  expect((await deliver(owner, path, headers, escaped)).status).toBe(200);
  expect(await countRows(context)).toEqual({ messages: 1, rejected: broken.length, contacts: 1 });
});

test("nothing is answered with success while the database is away or the channel is paused", async () => {
  const { owner, parts, context, channel, rooms, telegram, shop } = await openDelivered();
  const { id: channelId } = await channel();
  const headers = { [header]: webhookSecret(parts().secrets, channelId) };
  const path = await pathOf(context, channelId);
  await owner.ok(pauseChannel, { params: { channelId } });
  expect((await deliver(owner, path, headers, escaped)).status).toBe(503);
  telegram.customer({ firstName: "Ana" }).write(shop, "later");
  await owner.ok(resumeChannel, { params: { channelId } });
  await eventually(async () => expect(await textsOf(context)).toEqual(["later"]));
  const connectTo = rooms.pool.connect;
  rooms.pool.connect = () => Promise.reject(new Error("Connection terminated"));
  rooms.pool.query = () => Promise.reject(new Error("Connection terminated"));
  expect((await deliver(owner, path, headers, escaped)).status).toBe(503);
  rooms.pool.connect = connectTo;
});

test("the switch to webhooks and back loses nothing", async () => {
  const { telegram, shop, connect, channel, run, setPublic, context } = await openChannels();
  const ana = telegram.customer({ firstName: "Ana" });
  const written: string[] = [];
  const write = (text: string) => {
    ana.write(shop, text);
    written.push(text);
  };
  await connect();
  for (const isPublic of [false, true, false]) {
    setPublic(isPublic);
    write(`before ${isPublic}`);
    const running = run();
    write(`during ${isPublic}`);
    await eventually(async () => {
      const transport = isPublic ? "webhook" : "polling";
      expect(await channel()).toMatchObject({ status: "CONNECTED", transport });
    });
    write(`after ${isPublic}`);
    await running.stop();
    write(`between ${isPublic}`);
  }
  run();
  await eventually(async () => expect(await textsOf(context)).toEqual(written));
});

test("a webhook that was taken away is set again", async () => {
  const { telegram, shop, channel } = await openDelivered();
  await fetch(`${telegram.url}/bot${shop.token}/deleteWebhook`);
  const set = () => telegram.requests.filter(({ method }) => method === "setWebhook").length;
  await eventually(() => expect(set()).toBeGreaterThan(1));
  await eventually(async () => expect((await channel()).status).toBe("CONNECTED"));
});

const header = "x-telegram-bot-api-secret-token";
const message = {
  message_id: 1,
  date: 1_700_000_000,
  from: { id: 5, is_bot: false, first_name: "Eve" },
  chat: { id: 5, type: "private", first_name: "Eve" },
};
const forged = { update_id: 1, message: { ...message, text: "forged" } };
/** Telegram writes what is not ASCII as escapes. */
const escaped = JSON.stringify({
  update_id: 2,
  message: { ...message, message_id: 2, text: "Gr\u00fc\u00dfe 😀" },
}).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

async function openDelivered(): Promise<ChannelRooms> {
  const opened = await openChannels();
  opened.setPublic(true);
  await opened.connect();
  opened.run();
  await eventually(async () => expect((await opened.channel()).status).toBe("CONNECTED"));
  return opened;
}

function deliver({ address }: { address: string }, path: string, headers: Record<string, string>, body: string) {
  return fetch(`${address}${path}`, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", ...headers },
  });
}

function pathOf({ database, workspaceId }: ChannelRooms["context"], channelId: string): Promise<string> {
  return database.transaction(workspaceId, async ({ db }) => {
    const row = await db.selectFrom("channels").selectAll().where("id", "=", channelId).executeTakeFirstOrThrow();
    return `/api/v1/webhooks/${row.kind}/${row.webhook_key}`;
  });
}

function textsOf({ database, workspaceId }: ChannelRooms["context"]): Promise<string[]> {
  return database.transaction(workspaceId, async ({ db }) => {
    const rows = await db.selectFrom("messages").select("text").orderBy("sent_at").orderBy("sequence").execute();
    return rows.map(({ text }) => text);
  });
}

function countRows({ database, workspaceId }: ChannelRooms["context"]) {
  return database.transaction(workspaceId, async ({ db }) => ({
    messages: (await db.selectFrom("messages").select("id").execute()).length,
    rejected: (await db.selectFrom("rejected_updates").select("id").execute()).length,
    contacts: (await db.selectFrom("contacts").select("id").execute()).length,
  }));
}
