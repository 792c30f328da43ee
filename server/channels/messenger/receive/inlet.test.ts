import { createHash, createHmac } from "node:crypto";
import { Client } from "pg";
import { expect, onTestFinished, test } from "vitest";
import { pauseChannel, removeChannel, resumeChannel } from "#contract/channels.ts";
import { type Context, query, read } from "#server/context.ts";
import { textsOf } from "#server/testing/messages-of.ts";
import { eventually } from "#server/testing/open-channels.ts";
import { openPages, type PageRooms, verifyToken } from "#server/testing/open-pages.ts";

test("the address answers the challenge of whoever knows the word", async () => {
  const { owner } = await openPages();
  const ask = (query: string) => fetch(`${owner.address}/api/v1/webhooks/messenger${query}`);
  const word = encodeURIComponent(verifyToken);
  const right = await ask(`?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${word}`);
  expect(right.status).toBe(200);
  expect(right.headers.get("content-type")).toMatch(/^text\/plain/);
  expect(await right.text()).toBe("1158201444");
  const wrong = [
    "",
    "?hub.mode=subscribe&hub.challenge=1",
    `?hub.mode=subscribe&hub.verify_token=${word}`,
    "?hub.mode=subscribe&hub.challenge=1&hub.verify_token=",
    "?hub.mode=subscribe&hub.challenge=1&hub.verify_token=open",
    `?hub.mode=unsubscribe&hub.challenge=1&hub.verify_token=${word}`,
    `?hub.mode=subscribe&hub.challenge=1&hub.verify_token=${word}&hub.verify_token=${word}`,
    `?hub[mode]=subscribe&hub[challenge]=1&hub[verify_token]=${word}`,
    `?__proto__=1&hub.mode=subscribe&hub.challenge=%00&hub.verify_token=x`,
  ];
  for (const query of wrong) expect((await ask(query)).status, query).toBe(403);
  expect((await fetch(`${owner.address}/api/v1/webhooks/telegram?hub.mode=subscribe`)).status).toBe(403);
});

test("a delivery without the signature of this app over these very bytes leaves no trace", async () => {
  const { app, context, deliver, shop, owner } = await openPages();
  const body = JSON.stringify(writtenTo(shop.id, "forged é"));
  const { "x-hub-signature-256": right = "", "x-hub-signature": sha1 = "" } = app.sign(body);
  const header = "x-hub-signature-256";
  const signedWith = (secret: string, over = body) =>
    `sha256=${createHmac("sha256", secret).update(over).digest("hex")}`;
  const forgeries: [string, Record<string, string>][] = [
    [body, {}],
    [body, { [header]: "" }],
    [body, { [header]: "sha256=" }],
    [body, { [header]: "sha256=wrong" }],
    [body, { "x-hub-signature": sha1 }],
    [body, { [header]: sha1 }],
    [body, { [header]: right.slice(0, -1) }],
    [body, { [header]: `${right}0` }],
    [body, { [header]: right.toUpperCase() }],
    [body, { [header]: `${right}, ${right}` }],
    [body, { [header]: right.replace("sha256=", "") }],
    [body, { [header]: signedWith("another secret") }],
    [body, { [header]: signedWith("") }],
    [body, { [header]: `sha256=${createHash("sha256").update(body).digest("hex")}` }],
    [JSON.stringify(JSON.parse(body), null, 1), { [header]: right }],
    [`${body} `, { [header]: right }],
    [body.replace("é", "\\u00e9"), { [header]: right }],
    [body.replace("forged", "altered"), { [header]: right }],
    ["", { [header]: right }],
  ];
  for (const [text, headers] of forgeries) {
    expect((await deliver(text, headers)).status, JSON.stringify([text, headers])).toBe(401);
  }
  const elsewhere = await fetch(`${owner.address}/api/v1/webhooks/telegram`, {
    method: "POST",
    body,
    headers: app.sign(body),
  });
  expect(elsewhere.status).toBe(401);
  expect(await countRows(context)).toEqual({ messages: 0, rejected: 0, contacts: 0 });
});

test("genuine bodies are taken as they were signed, with escapes and emoji", async () => {
  const { context, customer, shop, app } = await openShop();
  customer.write(shop, "Grüße 😀 aus Köln/Nippes");
  await eventually(() => expect(app.pending()).toBe(0));
  expect(await textsOf(context)).toEqual(["Grüße 😀 aus Köln/Nippes"]);
});

test("what is authentic but broken is kept with its reason, once, and blocks nobody", async () => {
  const { context, deliver, shop } = await openPages();
  const ofPage = (messaging: unknown) => ({ object: "page", entry: [{ id: shop.id, time: 1, messaging }] });
  const between = { sender: { id: "25861234567890123" }, recipient: { id: shop.id }, timestamp: 1_790_000_000_000 };
  const broken = [
    [null],
    ["text"],
    [{ ...between, message: { text: "no id" } }],
    [{ ...between, telepathy: { a: "\u0000\ud800" } }],
    [{ ...between, timestamp: "never", message: { mid: "m_1", text: "when" } }],
    "nothing",
  ];
  const pageless = ["", "{", "[]", "null", '{"object":"page"}', { object: "page", entry: [{ messaging: [] }] }];
  for (const body of [...pageless, ...broken.map(ofPage), ...broken.map(ofPage)]) {
    expect((await deliver(body)).status, JSON.stringify(body)).toBe(200);
  }
  expect(
    (await deliver(ofPage([...broken.flat(), { ...between, message: { mid: "m_2", text: "fine" } }]))).status,
  ).toBe(200);
  expect(await textsOf(context)).toEqual(["fine"]);
  expect(await countRows(context)).toMatchObject({ rejected: broken.length + 1, contacts: 1 });
});

test("what is nested however deeply is kept once as broken, paused or not, and holds nobody up", async () => {
  const { context, deliver, shop, owner, channelId, work } = await openPages();
  await work();
  const deep = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
  const written = JSON.stringify(entryOf(shop.id, "fine").messaging[0]);
  const bodyOf = (levels: number) =>
    `{"object":"page","entry":[{"id":"${shop.id}","messaging":[{"telepathy":${deep(levels)}},${written}]}]}`;
  for (const levels of [400, 6_000, 100_000, 100_000]) expect((await deliver(bodyOf(levels))).status).toBe(200);
  expect(await textsOf(context)).toEqual(["fine"]);
  expect((await countRows(context)).rejected).toBe(2);
  await owner.ok(pauseChannel, { params: { channelId } });
  expect((await deliver(bodyOf(100_000).replaceAll("fine", "later"))).status).toBe(200);
  await owner.ok(resumeChannel, { params: { channelId } });
  await eventually(async () => expect((await textsOf(context)).toSorted()).toEqual(["fine", "later"]));
  expect((await countRows(context)).rejected).toBe(2);
});

test("characters that no text can hold cost no message, wherever they stand", async () => {
  const { context, deliver, shop } = await openPages();
  const between = { sender: { id: "25861234567890123" }, recipient: { id: shop.id } };
  const bad = "\u0000\ud800";
  const place = { type: "location", title: bad, payload: { coordinates: { lat: 1, long: 2 } } };
  const events = [
    { message: { mid: "m_place", attachments: [place] } },
    { postback: { mid: "m_button", title: bad, payload: "x" } },
    { referral: { source: "ADS", ref: bad, ads_context_data: { ad_title: bad } } },
    { message: { mid: "m_text", text: bad, metadata: bad } },
  ].map((event, index) => ({ ...between, timestamp: 1_790_000_000_000 + index, ...event }));
  expect((await deliver({ object: "page", entry: [{ id: shop.id, messaging: events }] })).status).toBe(200);
  expect(await countRows(context)).toEqual({ messages: events.length, rejected: 0, contacts: 1 });
});

test("each page's events reach its own workspace only, whatever else comes with them", async () => {
  const { rooms, context, messenger, connect, deliver, shop } = await openPages();
  const other = rooms.contextOf(await rooms.addWorkspace());
  const outlet = messenger.page({ name: "Outlet" });
  messenger.person({ name: "Ben", pages: [outlet] });
  await connect(outlet, other);
  const entries = [shop.id, "999000111222333", outlet.id].map((id) => entryOf(id, `for ${id}`));
  expect((await deliver({ object: "page", entry: [...entries, ...entries] })).status).toBe(200);
  expect(await textsOf(context)).toEqual([`for ${shop.id}`]);
  expect(await textsOf(other)).toEqual([`for ${outlet.id}`]);
  // An event that names another page than its entry is nobody's message.
  const stray = { object: "page", entry: [{ ...entryOf(outlet.id, "stray"), id: shop.id }] };
  expect((await deliver(stray)).status).toBe(200);
  expect(await textsOf(context)).toEqual([`for ${shop.id}`]);
  expect(await textsOf(other)).toEqual([`for ${outlet.id}`]);
});

test("nothing is answered with success while the database is away, and all of it comes again", async () => {
  const { rooms, context, customer, shop, app, deliver } = await openShop();
  const connectTo = rooms.pool.connect;
  const ask = rooms.pool.query;
  rooms.pool.connect = () => Promise.reject(new Error("Connection terminated"));
  rooms.pool.query = () => Promise.reject(new Error("Connection terminated"));
  expect((await deliver(writtenTo(shop.id, "away"))).status).toBe(503);
  for (const text of ["one", "two", "three"]) customer.write(shop, text);
  rooms.pool.connect = connectTo;
  rooms.pool.query = ask;
  await eventually(() => expect(app.pending()).toBe(0));
  expect(await textsOf(context)).toEqual(["one", "two", "three"]);
});

test("what comes during a pause is held, refused to nobody, and read when the pause ends", async () => {
  const { context, customer, shop, app, owner, channelId, messenger, connect, work } = await openShop();
  const outlet = messenger.page({ name: "Outlet" });
  messenger.person({ name: "Ben", pages: [outlet] });
  await connect(outlet);
  await work();
  await owner.ok(pauseChannel, { params: { channelId } });
  for (const text of ["one", "two", "three"]) customer.write(shop, text);
  customer.write(outlet, "to the outlet");
  await eventually(() => expect(app.pending()).toBe(0));
  expect(messenger.deliveries.every(({ status }) => status === 200)).toBe(true);
  expect(await textsOf(context)).toEqual(["to the outlet"]);
  await owner.ok(resumeChannel, { params: { channelId } });
  customer.write(shop, "four");
  await eventually(async () =>
    expect((await textsOf(context)).toSorted()).toEqual(["four", "one", "three", "to the outlet", "two"]),
  );
  await eventually(async () => expect(await heldOf(context)).toBe(0));
});

test("what was held for a channel is read also when it is removed", async () => {
  const { context, customer, shop, app, owner, channelId, work } = await openShop();
  await work();
  await owner.ok(pauseChannel, { params: { channelId } });
  customer.write(shop, "before the end");
  await eventually(() => expect(app.pending()).toBe(0));
  await owner.ok(removeChannel, { params: { channelId } });
  await eventually(async () => expect(await textsOf(context)).toEqual(["before the end"]));
  customer.write(shop, "after it");
  await eventually(() => expect(app.pending()).toBe(0));
  expect(await textsOf(context)).toEqual(["before the end"]);
});

test("repeated, shuffled and batched deliveries make each message once", async () => {
  const { context, customer, shop, app, messenger } = await openShop();
  messenger.faults.add({ kind: "duplicates", copies: 2, probability: 0.5 });
  messenger.faults.add({ kind: "shuffled" });
  messenger.faults.add({ kind: "batched", ms: 30, size: 7 });
  const ben = messenger.customer({ firstName: "Ben" });
  const texts = Array.from({ length: 40 }, (_, number) => `Message ${number}`);
  for (const text of texts) (text.endsWith("3") ? ben : customer).write(shop, text);
  await eventually(() => expect(app.pending()).toBe(0));
  expect((await textsOf(context)).toSorted()).toEqual(texts.toSorted());
  expect(await countRows(context)).toMatchObject({ contacts: 2, rejected: 0 });
});

test("a thousand events of two pages in one delivery are taken, however long they are", async () => {
  const { context, messenger, connect, deliver, shop, rooms } = await openPages();
  const other = rooms.contextOf(await rooms.addWorkspace());
  const outlet = messenger.page({ name: "Outlet" });
  messenger.person({ name: "Ben", pages: [outlet] });
  await connect(outlet, other);
  const long = "long ".repeat(600);
  const entries = Array.from({ length: 1_000 }, (_, number) =>
    entryOf(number % 2 === 0 ? shop.id : outlet.id, `${number} ${long}`, `m_${number}`),
  );
  expect((await deliver({ object: "page", entry: entries })).status).toBe(200);
  expect([await textsOf(context), await textsOf(other)].map(({ length }) => length)).toEqual([500, 500]);
}, 120_000);

test("a page whose events cannot be stored holds no other up, and its own come again", async () => {
  const { rooms, context, messenger, connect, deliver, shop } = await openPages();
  const other = rooms.contextOf(await rooms.addWorkspace());
  const outlet = messenger.page({ name: "Outlet" });
  messenger.person({ name: "Ben", pages: [outlet] });
  await connect(outlet, other);
  const delivery = { object: "page", entry: [entryOf(shop.id, "to the shop"), entryOf(outlet.id, "to the outlet")] };
  const owner = new Client({ connectionString: rooms.ownerUrl });
  await owner.connect();
  onTestFinished(() => owner.end());
  await owner.query(`
    create function break_down() returns trigger language plpgsql as $$
    begin raise exception 'broken down' using errcode = '57P02'; end $$;
    create trigger break_down before insert on messages for each row
      when (new.workspace_id = '${other.workspaceId}'::uuid) execute function break_down()`);
  expect((await deliver(delivery)).status).toBe(503);
  expect([await textsOf(context), await textsOf(other)]).toEqual([["to the shop"], []]);
  await owner.query("drop trigger break_down on messages");
  expect((await deliver(delivery)).status).toBe(200);
  expect([await textsOf(context), await textsOf(other)]).toEqual([["to the shop"], ["to the outlet"]]);
});

async function openShop() {
  const opened = await openPages();
  return { ...opened, customer: opened.messenger.customer({ firstName: "Ana", lastName: "Ruiz" }) };
}

function entryOf(pageId: string, text: string, mid = `m_${text.replaceAll(/\W/g, "")}`) {
  const message = { mid, text };
  const event = {
    sender: { id: "25861234567890123" },
    recipient: { id: pageId },
    timestamp: 1_790_000_000_000,
    message,
  };
  return { id: pageId, time: 1_790_000_000_100, messaging: [event] };
}

function writtenTo(pageId: string, text: string) {
  return { object: "page", entry: [entryOf(pageId, text)] };
}

async function countRows(context: Context) {
  const count = async (table: "messages" | "rejected_updates" | "contacts") =>
    (await read(context, query.selectFrom(table).select("id").where("workspace_id", "=", context.workspaceId))).length;
  const [messages, rejected, contacts] = await Promise.all([
    count("messages"),
    count("rejected_updates"),
    count("contacts"),
  ]);
  return { messages, rejected, contacts };
}

async function heldOf(context: PageRooms["context"]): Promise<number> {
  const held = query.selectFrom("held_events").select("id").where("workspace_id", "=", context.workspaceId);
  return (await read(context, held)).length;
}
