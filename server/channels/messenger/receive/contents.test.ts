import sharp from "sharp";
import { expect, test } from "vitest";
import { openFile } from "#server/channels/messenger/files/open-file.ts";
import { type Context, query, read } from "#server/context.ts";
import { eventually } from "#server/testing/open-channels.ts";
import { openPages } from "#server/testing/open-pages.ts";
import { adReferral } from "#simulators/messenger/customer/referral.ts";

test("everything that a customer can send is stored as what it is", async () => {
  const { context, shop, app, messenger } = await openPages();
  const ana = messenger.customer({ firstName: "Ana", lastName: "Ruiz" });
  const bytes = await picture();
  const referral = adReferral({ adId: "6045", title: "Red shoes", ref: "spring" });
  ana.postback(shop, { title: "Get Started", payload: "GET_STARTED" });
  messenger.advance(1);
  const first = ana.write(shop, "Is it still there?", { referral });
  messenger.advance(1);
  ana.write(shop, "This one", { replyTo: first });
  const rest = [
    () => ana.sendImage(shop, { bytes }),
    () => ana.sendTogether(shop, [{ bytes }, { bytes }]),
    () => ana.sendAudio(shop),
    () => ana.sendFile(shop, { bytes: Buffer.from("%PDF-1.4"), name: "Bill.pdf" }),
    () => ana.sendSticker(shop),
    () => ana.sendLocation(shop, { latitude: 50.9375, longitude: 6.9603, title: "Home" }),
    () => ana.sendLink(shop, { url: "https://example.com/shoes", title: "Red shoes" }),
    () => ana.postback(shop, { title: "Prices", payload: "PRICES" }),
    () => ana.sendAttachment(shop, { type: "hologram" }),
  ];
  for (const send of rest) {
    // Messenger tells milliseconds, and what is of the same one may stand in either order.
    messenger.advance(1);
    send();
  }
  await eventually(() => expect(app.pending()).toBe(0));
  expect(await shownIn(context)).toEqual([
    ["start", "", { parameter: null }],
    ["referral", "", { from: "ad", title: "Red shoes", parameter: "spring" }],
    ["text", "Is it still there?", {}],
    ["text", "This one", {}],
    ["photo", "", {}],
    ["photo", "", {}],
    ["photo", "", {}],
    ["voice", "", {}],
    ["document", "", {}],
    ["sticker", "", { emoji: "👍" }],
    ["location", "", { latitude: 50.9375, longitude: 6.9603, name: "Home", address: null }],
    ["text", "https://example.com/shoes\nRed shoes", {}],
    ["button", "", { label: "Prices" }],
    ["unsupported", "", { what: "attachment of the kind “hologram”" }],
  ]);
});

test("changes, reactions, words of the page's own inbox and how far ours have come are followed", async () => {
  const { context, shop, app, messenger } = await openPages();
  const ana = messenger.customer({ firstName: "Ana" });
  const kept = ana.write(shop, "One");
  messenger.advance(1);
  const gone = ana.write(shop, "Two");
  messenger.advance(1);
  ana.edit(shop, kept, "One, please");
  ana.unsend(shop, gone);
  const answer = shop.write(ana, "With pleasure");
  ana.react(shop, answer, "❤️");
  await eventually(async () => {
    expect(app.pending()).toBe(0);
    expect((await shownIn(context)).map(([kind, text]) => [kind, text])).toEqual([
      ["text", "One, please"],
      ["removed", ""],
      ["text", "With pleasure"],
    ]);
  });
  ana.read(shop);
  await eventually(async () => expect(await statesOf(context)).toEqual(["read"]));
  const reactions = await read(context, query.selectFrom("reactions").select(["given_by", "emoji"]));
  expect(reactions).toEqual([{ given_by: "customer", emoji: "❤️" }]);
});

test("a customer is called by their name, and shown by their face, once the service was asked", async () => {
  const { context, shop, messenger, work } = await openPages();
  const ana = messenger.customer({ firstName: "Ana", lastName: "Ruiz", picture: await picture() });
  const shy = messenger.customer({ firstName: "Ben" });
  shy.hideProfile();
  messenger.fail("GET profile", 2, { times: 2 });
  ana.write(shop, "Hello");
  await eventually(async () => expect(await namesOf(context)).toEqual(["Unknown"]));
  await work();
  await eventually(async () => expect(await namesOf(context)).toEqual(["Ana Ruiz"]));
  await eventually(async () => expect(await facesOf(context)).toBe(1));
  shy.write(shop, "Hello");
  const asked = () =>
    messenger.requests.filter(({ method, psid }) => method === "GET profile" && psid === shy.psid(shop));
  await eventually(() => expect(asked().length).toBeGreaterThanOrEqual(2));
  expect(await namesOf(context)).toEqual(["Ana Ruiz", "Unknown"]);
  ana.write(shop, "And another thing");
  await eventually(async () => expect((await shownIn(context)).length).toBe(3));
  expect(await namesOf(context)).toEqual(["Ana Ruiz", "Unknown"]);
});

test("a file is fetched, also when its address has ended meanwhile", async () => {
  const { context, shop, messenger, app, work } = await openPages();
  const ana = messenger.customer({ firstName: "Ana" });
  ana.sendTogether(shop, [{ bytes: await picture() }, { bytes: await picture() }]);
  await eventually(() => expect(app.pending()).toBe(0));
  messenger.advance(30 * 24 * 3_600_000);
  await work();
  await eventually(async () => expect(await filesOf(context)).toEqual(["stored", "stored"]));
  expect(messenger.requests.some(({ method }) => method === "GET message")).toBe(true);
});

test("nothing is fetched from anywhere but Facebook, whatever an event says", async () => {
  const { context, shop, messenger, app, work, deliver } = await openPages();
  const { port } = new URL(messenger.url);
  const urls = [
    "http://127.0.0.1:1/a.jpg",
    `http://localhost:${port}/cdn/1/a.jpg`,
    "http://169.254.169.254/latest/meta-data",
    "https://fbcdn.net.example.com/a.jpg",
    "https://examplefbcdn.net/a.jpg",
    "https://user:word@scontent.xx.fbcdn.net/a.jpg",
    "https://scontent.xx.fbcdn.net:8443/a.jpg",
    "http://scontent.xx.fbcdn.net/a.jpg",
    "file:///etc/passwd",
    "data:image/png;base64,AAAA",
    "not an address",
  ];
  const attachments = urls.map((url) => ({ type: "image", payload: { url } }));
  const [sender, recipient] = [{ id: "25861234567890123" }, { id: shop.id }];
  const event = { sender, recipient, timestamp: 1_790_000_000_000, message: { mid: "m_1", attachments } };
  await deliver({ object: "page", entry: [{ id: shop.id, time: 1, messaging: [event] }] });
  const before = messenger.requests.length;
  await work();
  await eventually(async () => expect(await filesOf(context)).toEqual(urls.map(() => "failed")));
  const asked = messenger.requests.slice(before).map(({ method }) => method);
  expect(asked.filter((method) => method === "cdn" || method === "GET message")).toEqual([]);
  const line = { root: "https://graph.facebook.com", appId: app.id, appSecret: app.secret };
  const access = { line, pageId: shop.id, pageToken: "t" };
  const source = { url: `${messenger.url}/cdn/1/a.jpg`, mid: "m_1", place: 0 };
  await expect(openFile(access, source, AbortSignal.timeout(5_000))).rejects.toThrow("not on a server of Facebook");
});

test("two thousand messages in a burst are each stored once, and nobody waits long for an answer", async () => {
  const { context, shop, deliver } = await openPages();
  const deliveries = Array.from({ length: 200 }, (_, delivery) => {
    const messaging = Array.from({ length: 10 }, (_, place) => writtenBy(delivery * 10 + place, shop.id));
    return { object: "page", entry: [{ id: shop.id, time: 1, messaging }] };
  });
  const waiting = deliveries.values();
  const took: number[] = [];
  const sender = async () => {
    for (const delivery of waiting) {
      const begun = performance.now();
      expect((await deliver(delivery)).status).toBe(200);
      took.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: 4 }, sender));
  expect((await shownIn(context)).length).toBe(2_000);
  expect(took.toSorted((one, other) => one - other)[100]).toBeLessThan(3_000);
}, 240_000);

function writtenBy(number: number, pageId: string): object {
  const sender = { id: String(25_000_000_000_000 + (number % 400)) };
  const message = { mid: `m_${number}`, text: `Message ${number}` };
  return { sender, recipient: { id: pageId }, timestamp: 1_790_000_000_000 + number, message };
}

function picture(): Promise<Buffer> {
  return sharp({ create: { width: 40, height: 30, channels: 3, background: "#3366aa" } })
    .jpeg()
    .toBuffer();
}

async function shownIn({ workspaceId, ...context }: Context) {
  const messages = query
    .selectFrom("messages")
    .select(["kind", "text", "details"])
    .where("workspace_id", "=", workspaceId)
    .orderBy("sent_at")
    .orderBy("sequence")
    .orderBy("id");
  return (await read({ workspaceId, ...context }, messages)).map(({ kind, text, details }) => [kind, text, details]);
}

async function statesOf(context: Context): Promise<string[]> {
  const ours = query.selectFrom("messages").select("state").where("direction", "=", "outbound");
  return (await read(context, ours)).map(({ state }) => state);
}

async function namesOf(context: Context): Promise<string[]> {
  const named = query.selectFrom("conversations").select("contact_name").orderBy("contact_name");
  return (await read(context, named)).map(({ contact_name }) => contact_name);
}

async function facesOf(context: Context): Promise<number> {
  return (await read(context, query.selectFrom("contacts").select("id").where("avatar_file_id", "is not", null)))
    .length;
}

async function filesOf(context: Context): Promise<string[]> {
  const files = query.selectFrom("files").select("state").where("purpose", "=", "attachment");
  return (await read(context, files)).map(({ state }) => state);
}
