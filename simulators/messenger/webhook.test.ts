import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { adReferral } from "./customer/referral.ts";
import { connected, setUp, waitFor, webhookServer } from "./harness.ts";

test("the address is asked for the challenge before it is kept", async () => {
  const { app, shop, ana } = await setUp();
  const hook = await webhookServer();
  await expect(app.setWebhook({ url: hook.url, verifyToken: "wrong" })).rejects.toThrow("couldn't be validated");
  await app.setWebhook({ url: hook.url, verifyToken: "open sesame" });
  app.connect(shop, ["messages"]);
  ana.write(shop, "hello");
  ana.react(shop, ana.write(shop, "again"), "👍");
  await waitFor(() => expect(hook.events()).toHaveLength(2));
  await waitFor(() => expect(app.pending()).toBe(0));
});

test("a delivery is escaped, signed over its very bytes, and addressed by page", async () => {
  const { app, shop, ana } = await setUp();
  const { hook } = await connected(app, shop);
  const mid = ana.write(shop, "¿Qué tal? 👋 https://ortiz.example/a");
  await waitFor(() => expect(hook.received).toHaveLength(1));
  const [{ body, headers } = { body: "", headers: {} }] = hook.received;
  expect(body).toContain("\\u00bfQu\\u00e9 tal? \\ud83d\\udc4b https:\\/\\/ortiz.example\\/a");
  const signature = createHmac("sha256", app.secret).update(body).digest("hex");
  expect(headers["x-hub-signature-256"]).toBe(`sha256=${signature}`);
  expect(headers["x-hub-signature"]).toBe(`sha1=${createHmac("sha1", app.secret).update(body).digest("hex")}`);
  expect(JSON.parse(body)).toMatchObject({
    object: "page",
    entry: [
      {
        id: shop.id,
        time: expect.any(Number),
        messaging: [{ message: { mid, text: "¿Qué tal? 👋 https://ortiz.example/a" } }],
      },
    ],
  });
});

test("everything a customer does arrives in Meta's shape", async () => {
  const { app, shop, ana } = await setUp();
  const { hook } = await connected(app, shop);
  const bytes = Buffer.from("bytes");
  const first = ana.write(shop, "one");
  ana.write(shop, "two", { replyTo: first, quickReply: "YES", referral: adReferral({ adId: "6045", title: "Shoes" }) });
  ana.sendImage(shop, { bytes, name: "shoe.png" });
  ana.sendSticker(shop);
  ana.sendLocation(shop, { latitude: 41.4, longitude: 2.2 });
  ana.sendLink(shop, { url: "https://ortiz.example/x", title: "Shoes" });
  ana.sendAttachment(shop, { type: "hologram" });
  ana.postback(shop, { title: "Get started", payload: "START" });
  ana.comeFrom(shop, adReferral({ adId: "6045", title: "Shoes", ref: "spring" }));
  ana.react(shop, first, "❤");
  ana.react(shop, first, "");
  ana.edit(shop, first, "one, mended");
  ana.unsend(shop, first);
  await waitFor(() => expect(hook.events()).toHaveLength(13));
  const message = (one: Record<string, unknown>) => ({ message: one });
  expect(hook.events()).toMatchObject([
    message({ mid: first, text: "one" }),
    message({
      text: "two",
      quick_reply: { payload: "YES" },
      reply_to: { mid: first },
      referral: { source: "ADS", ad_id: "6045", ads_context_data: { ad_title: "Shoes" } },
    }),
    message({ attachments: [{ type: "image", payload: { url: expect.stringContaining("/cdn/") } }] }),
    message({
      attachments: [{ type: "sticker", payload: { sticker_id: expect.any(Number), url: expect.any(String) } }],
    }),
    message({ attachments: [{ type: "location", payload: { coordinates: { lat: 41.4, long: 2.2 } } }] }),
    message({ attachments: [{ type: "fallback", title: "Shoes", payload: { url: "https://ortiz.example/x" } }] }),
    message({ attachments: [{ type: "hologram" }] }),
    { postback: { title: "Get started", payload: "START", mid: expect.any(String) } },
    { referral: { source: "ADS", type: "OPEN_THREAD", ref: "spring" } },
    { reaction: { mid: first, action: "react", reaction: "love", emoji: "❤" } },
    { reaction: { mid: first, action: "unreact" } },
    { message_edit: { mid: first, text: "one, mended", num_edit: 1 } },
    message({ mid: first, is_deleted: true }),
  ]);
});

test("what is not answered 2xx comes again, in the order of its chat", async () => {
  const { app, shop, ana } = await setUp();
  const { hook } = await connected(app, shop, (_delivery, count) => (count <= 2 ? 500 : 200));
  ana.write(shop, "one");
  ana.write(shop, "two");
  await waitFor(() => expect(app.pending()).toBe(0));
  expect(hook.events().map(({ message }) => message)).toMatchObject([
    { text: "one" },
    { text: "one" },
    { text: "one" },
    { text: "two" },
  ]);
  expect(ana.thread(shop).map(({ confirmations }) => confirmations)).toEqual([1, 1]);
});

test("an answer that takes too long counts as none", async () => {
  const { messenger, app, shop, ana } = await setUp({ webhookRetry: { timeoutMs: 400, firstMs: 10, maxMs: 20 } });
  let held = true;
  const { hook } = await connected(app, shop, () => (held ? new Promise<number>(() => undefined) : 200));
  ana.write(shop, "hello");
  await waitFor(() => expect(messenger.deliveries[0]?.failure).toContain("No answer within 0.4 s"));
  held = false;
  await waitFor(() => expect(app.pending()).toBe(0));
  expect(hook.received.length).toBeGreaterThan(1);
});

test("batches, duplicates, another order and a pause, on command", async () => {
  const { messenger, app, shop, ana } = await setUp();
  const other = messenger.page({ name: "Ortiz Repairs" });
  const { hook } = await connected(app, shop);
  app.connect(other);
  messenger.faults.add({ kind: "batched", ms: 20 });
  for (const page of [shop, other]) for (const text of ["one", "two"]) ana.write(page, text);
  await waitFor(() => expect(hook.received).toHaveLength(1));
  expect(JSON.parse(hook.received[0]?.body ?? "").entry).toMatchObject([
    { id: shop.id, messaging: [{}, {}] },
    { id: other.id, messaging: [{}, {}] },
  ]);
  messenger.faults.clear();
  messenger.faults.add({ kind: "duplicates", copies: 2, times: 1 });
  ana.write(shop, "three times");
  await waitFor(() => expect(hook.received).toHaveLength(4));
  const go = messenger.faults.add({ kind: "held back" });
  messenger.faults.add({ kind: "shuffled" });
  const texts = Array.from({ length: 12 }, (_, index) => `message ${index}`);
  for (const text of texts) ana.write(shop, text);
  expect(hook.received).toHaveLength(4);
  go();
  await waitFor(() => expect(hook.received).toHaveLength(16));
});

test("the page's own people write: an echo with another app", async () => {
  const { app, shop, ana } = await setUp();
  const { hook } = await connected(app, shop);
  ana.write(shop, "hello");
  const mid = shop.write(ana, "from the inbox");
  await waitFor(() => expect(hook.events()).toHaveLength(3));
  expect(hook.events()[1]).toMatchObject({
    sender: { id: shop.id },
    recipient: { id: ana.psid(shop) },
    message: { mid, is_echo: true, app_id: 263902037430900, text: "from the inbox" },
  });
});

test("deauthorize and data deletion come signed", async () => {
  const { messenger, app, shop, elena } = await setUp();
  const hook = await webhookServer();
  app.setCallbacks({ deauthorizeUrl: `${hook.url}/deauthorize`, dataDeletionUrl: `${hook.url}/deletion` });
  const token = app.connect(shop);
  await elena.removeApp(app);
  expect(await app.sendDataDeletion(elena)).toMatchObject({
    status: 200,
    text: expect.stringContaining("confirmation_code"),
  });
  expect(hook.received).toHaveLength(2);
  for (const { body } of hook.received) {
    const [signature, payload = ""] = (new URLSearchParams(body).get("signed_request") ?? "").split(".");
    expect(createHmac("sha256", app.secret).update(payload).digest("base64url")).toBe(signature);
    expect(JSON.parse(Buffer.from(payload, "base64url").toString())).toMatchObject({ user_id: elena.id });
  }
  const me = await fetch(`${messenger.url}/v23.0/me`, { headers: { authorization: `Bearer ${token}` } });
  expect((await me.json()).error).toMatchObject({ code: 190, error_subcode: 458 });
});

test("one message reaches each app that has subscribed the page, and a dropped subscription none", async () => {
  const { messenger, app, shop, ana } = await setUp();
  const second = messenger.app({ name: "Another" });
  const { hook } = await connected(app, shop);
  const { hook: other } = await connected(second, shop);
  ana.write(shop, "hello");
  await waitFor(() => expect([hook.received.length, other.received.length]).toEqual([1, 1]));
  shop.dropSubscription(app);
  ana.write(shop, "anybody?");
  await waitFor(() => expect(other.received).toHaveLength(2));
  expect(hook.received).toHaveLength(1);
});

test("a crowd writes at once, and each chat arrives in its order", async () => {
  const { messenger, app, shop } = await setUp();
  const { hook } = await connected(app, shop);
  const written = messenger.crowd(shop, { customers: 20, messages: 300 });
  await waitFor(() => expect(app.pending()).toBe(0));
  const arrived = hook.events().map(({ message }) => JSON.parse(JSON.stringify(message)).mid);
  expect(arrived.toSorted()).toEqual(written.map(({ mid }) => mid).toSorted());
  const ofOne = written.filter(({ psid }) => psid === written[0]?.psid).map(({ mid }) => mid);
  expect(arrived.filter((mid) => ofOne.includes(mid))).toEqual(ofOne);
});
