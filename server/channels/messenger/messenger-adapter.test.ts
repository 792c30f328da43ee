import { Readable } from "node:stream";
import { expect, test } from "vitest";
import type { ChannelReason } from "#contract/channels.ts";
import type { RefusalReason } from "#contract/messages.ts";
import type { OutboundMessage } from "#server/channels/adapter.ts";
import { messengerAdapter } from "#server/channels/messenger/messenger-adapter.ts";
import { subscribedFields } from "#server/channels/messenger/subscribe-page.ts";
import { usualTimes } from "#server/channels/messenger/times.ts";
import { newId } from "#server/platform/identifier.ts";
import { connectPage, pageAddress } from "#server/testing/connect-page.ts";

const impatient = { ...usualTimes, probe: 700, sendText: 700, sendFile: 700, deed: 700 };
const patient = { ...usualTimes, probe: 30_000, sendText: 30_000, sendFile: 30_000, deed: 30_000 };
const never = new AbortController().signal;

async function setUp(times = patient) {
  const { messenger, app, shop, elena, adapter, pageToken, connection } = await connectPage(times);
  const ana = messenger.customer({ firstName: "Ana" });
  const question = ana.write(shop, "Is it open on Sunday?");
  const send = (message: Partial<OutboundMessage>) =>
    adapter.send(
      connection,
      {
        ...{ chatId: ana.psid(shop), text: "", file: null, replyTo: null, ownId: null },
        ...{ messageId: newId(), isLateAnswer: false, ...message },
      },
      never,
    );
  const probe = () => adapter.probe(connection, { address: pageAddress, secret: "" }, never);
  const last = () => ana.thread(shop).at(-1);
  return { messenger, app, shop, elena, ana, question, adapter, connection, pageToken, send, probe, last };
}

const fileOf = (kind: "photo" | "video" | "voice" | "document", type: string, name: string, bytes = "bytes") => ({
  ...{
    kind,
    name,
    type,
    bytes: bytes.length,
    width: null,
    height: null,
    seconds: null,
    waveform: null,
    storageKey: "",
  },
  open: async () => Readable.from([Buffer.from(bytes)]),
});

test("a text and a reply arrive as they were written, with our identifier", async () => {
  const { send, last, question } = await setUp();
  const messageId = newId();
  const text = "Yes, 10 to 4 <b>& more</b> 😀";
  const outcome = await send({ text, messageId, replyTo: { externalId: question, isOurs: false, text: "" } });
  expect(last()).toMatchObject({ text, metadata: messageId, replyTo: question, tag: undefined });
  expect(outcome).toMatchObject({ outcome: "sent", externalId: last()?.mid });
});

test("files of each kind arrive, and what Messenger does not take as it is goes as a file", async () => {
  const { send, last } = await setUp();
  const sent = async (file: OutboundMessage["file"]) => {
    expect(await send({ file })).toMatchObject({ outcome: "sent" });
    return last()?.attachments[0]?.type;
  };
  expect(await sent(fileOf("photo", "image/png", "menu.png"))).toBe("image");
  expect(await sent(fileOf("video", "video/mp4", "tour.mp4"))).toBe("video");
  expect(await sent(fileOf("voice", "audio/ogg", "voice.ogg"))).toBe("audio");
  expect(await sent(fileOf("document", "application/pdf", "Preisliste ä.pdf"))).toBe("file");
  expect(await sent(fileOf("photo", "text/plain", "menu.txt"))).toBe("file");
});

test("a file that cannot be read, or whose upload breaks off, is tried again: no message has left", async () => {
  const { send, messenger, ana, shop } = await setUp();
  const broken = { ...fileOf("photo", "image/png", "menu.png"), open: () => Promise.reject(new Error("gone")) };
  expect(await send({ file: broken })).toMatchObject({ outcome: "retry", scope: "chat" });
  messenger.faults.add({ kind: "answer lost", method: "POST message_attachments", times: 1 });
  const file = fileOf("photo", "image/png", "menu.png");
  expect(await send({ file })).toMatchObject({ outcome: "retry", scope: "chat" });
  expect(ana.thread(shop)).toHaveLength(1);
});

test.each<[number, number | undefined, RefusalReason]>([
  [10, 2018278, "answering_over"],
  [10, 2018108, "unavailable"],
  [551, 1545041, "unavailable"],
  [100, 2018001, "conversation_gone"],
  [100, 2018109, "file_too_large"],
  [100, 2018047, "file_refused"],
  [368, undefined, "not_allowed"],
  [100, undefined, "rejected_by_service"],
])("a refusal with code %i and subcode %s is final and has a reason", async (code, subcode, reason) => {
  const { send, messenger } = await setUp();
  messenger.fail("POST messages", code, subcode === undefined ? {} : { subcode });
  expect(await send({ text: "Hello" })).toMatchObject({ outcome: "refused", reason });
});

test("limits and passing troubles are waited for, an ended token and a lost permission stop the channel", async () => {
  const { send, messenger, elena, app, shop } = await setUp();
  for (const code of [4, 32, 613]) {
    messenger.fail("POST messages", code, { times: 1 });
    expect(await send({ text: "Hello" }), String(code)).toMatchObject({ outcome: "retry", scope: "channel" });
  }
  messenger.fail("POST messages", 1200, { times: 1 });
  expect(await send({ text: "Hello" })).toMatchObject({ outcome: "retry", scope: "chat" });
  messenger.fail("POST messages", 200, { times: 1 });
  expect(await send({ text: "Hello" })).toMatchObject({ outcome: "refused", reason: "not_allowed" });
  elena.removePermission(app, "pages_messaging");
  expect(await send({ text: "Hello" })).toEqual({ outcome: "disconnected", reason: "permission_lost" });
  shop.revokeTokens();
  expect(await send({ text: "Hello" })).toEqual({ outcome: "disconnected", reason: "token_refused" });
});

test("a limit is waited for as long as Facebook asks, and a minute where it does not say", async () => {
  const { send, probe, messenger } = await setUp();
  for (const [waitMinutes, seconds] of [
    [7, 420],
    [0, 60],
  ] as const) {
    messenger.faults.add({ kind: "refuse", code: 613, method: "POST messages", waitMinutes, times: 1 });
    const outcome = { outcome: "retry", afterMilliseconds: seconds * 1000, scope: "channel" };
    expect(await send({ text: "Hello" }), `${waitMinutes} min`).toEqual(outcome);
    messenger.faults.add({ kind: "refuse", code: 32, method: "GET subscribed_apps", waitMinutes, times: 1 });
    expect(await probe(), `${waitMinutes} min`).toMatchObject({ reason: "rate_limited", retryAfter: seconds });
  }
});

test("what Messenger leaves open is unknown, unless only a file was on its way", async () => {
  const { send, messenger } = await setUp();
  for (const code of [1, 2]) {
    messenger.fail("POST messages", code, { times: 1 });
    expect(await send({ text: "Hello" }), String(code)).toMatchObject({ outcome: "unknown" });
    messenger.fail("POST message_attachments", code, { times: 1 });
    const file = fileOf("photo", "image/png", "menu.png");
    expect(await send({ file }), String(code)).toMatchObject({ outcome: "retry", scope: "chat" });
  }
});

test("a lost answer is unknown, an unreachable service is tried again", async () => {
  const { send, messenger, ana, shop } = await setUp(impatient);
  messenger.faults.add({ kind: "answer lost", method: "POST messages", times: 1 });
  expect(await send({ text: "Once" })).toMatchObject({ outcome: "unknown" });
  expect(ana.thread(shop).filter(({ text }) => text === "Once")).toHaveLength(1);
  messenger.faults.add({ kind: "silent", method: "POST messages", times: 1 });
  expect(await send({ text: "Hello" })).toMatchObject({ outcome: "unknown" });
  messenger.faults.add({ kind: "server error", method: "POST messages", times: 1 });
  expect(await send({ text: "Hello" })).toMatchObject({ outcome: "unknown" });
  await messenger.close();
  expect(await send({ text: "Hello" })).toMatchObject({ outcome: "retry", scope: "channel" });
});

test("a late answer is one of a person; an app that may give none tells so", async () => {
  const { send, last, messenger, app } = await setUp();
  messenger.advance(25 * 3_600_000);
  expect(await send({ text: "Still there?" })).toMatchObject({ outcome: "refused", reason: "answering_over" });
  expect(await send({ text: "Still there?", isLateAnswer: true })).toMatchObject({ outcome: "sent" });
  expect(last()).toMatchObject({ tag: "HUMAN_AGENT" });
  app.setRules({ humanAgent: false });
  const refused = { outcome: "refused", reason: "answering_over", forbidsLate: true };
  expect(await send({ text: "Still there?", isLateAnswer: true })).toMatchObject(refused);
});

test("a probe tells what it has found, and subscribes a page that was dropped again", async () => {
  const { probe, shop, app } = await setUp();
  expect(await probe()).toMatchObject({
    outcome: "connected",
    summary: expect.stringMatching(/^subscribed_apps \d+ ms/),
  });
  shop.dropSubscription();
  expect(await probe()).toMatchObject({ outcome: "connected", summary: expect.stringContaining("subscribed again") });
  expect(shop.subscriptions()[app.id]).toEqual([...subscribedFields]);
});

test("a token that ends is told of before, and when it has ended", async () => {
  const { probe, shop, messenger } = await setUp();
  const week = 7 * 24 * 3_600_000;
  shop.expireTokensIn(week);
  const end = Math.floor((messenger.now().getTime() + week) / 1000);
  const found = await probe();
  const told = found.outcome === "connected" ? (found.expiresAt?.getTime() ?? 0) / 1000 : 0;
  expect(Math.abs(told - end)).toBeLessThan(60);
  shop.expireTokensIn(0);
  expect(await probe()).toMatchObject({ outcome: "failed", reason: "token_refused" });
});

test.each<[string, ChannelReason, (rooms: Awaited<ReturnType<typeof setUp>>) => unknown]>([
  ["a password was changed", "token_refused", ({ elena }) => elena.changePassword()],
  ["the app was removed", "token_refused", ({ elena, app }) => elena.removeApp(app)],
  ["somebody has left the page", "token_refused", ({ elena, shop }) => elena.leavePage(shop)],
  ["messages were unticked", "permission_lost", ({ elena, app }) => elena.removePermission(app, "pages_messaging")],
  [
    "the page was unticked",
    "permission_lost",
    ({ elena, app }) => elena.removePermission(app, "pages_manage_metadata"),
  ],
  ["there were too many calls", "rate_limited", ({ messenger }) => messenger.fail("GET subscribed_apps", 32)],
  ["Facebook has an error", "service_error", ({ messenger }) => messenger.fail("GET subscribed_apps", 2)],
  ["a proxy has an error", "service_error", ({ messenger }) => messenger.faults.add({ kind: "server error" })],
  ["nobody is there", "unreachable", ({ messenger }) => messenger.faults.add({ kind: "down" })],
])("when %s, the channel says %s", async (_what, reason, happen) => {
  const rooms = await setUp();
  await happen(rooms);
  expect(await rooms.probe()).toMatchObject({ outcome: "failed", reason });
  expect(await rooms.adapter.inlet?.subscribe(rooms.connection, pageAddress, never)).toMatchObject({
    outcome: "failed",
    reason,
  });
});

test("a service that takes calls and never answers is silent", async () => {
  const { probe, messenger } = await setUp(impatient);
  messenger.faults.add({ kind: "silent" });
  expect(await probe()).toMatchObject({ outcome: "failed", reason: "silent" });
});

test("settings that Facebook does not accept are what is wrong, and so are missing ones", async () => {
  const { connection, app, messenger } = await setUp();
  const at = { verifyToken: "open sesame", graphUrl: messenger.url, dialogUrl: messenger.url };
  const wrong = messengerAdapter({ ...at, appId: app.id, appSecret: "another secret" }, patient);
  const found = { outcome: "failed", reason: "not_configured" };
  expect(await wrong.probe(connection, null, never)).toMatchObject(found);
  const missing = messengerAdapter({ ...at, appId: undefined, appSecret: undefined }, patient);
  expect(await missing.probe(connection, null, never)).toMatchObject(found);
});

test("typing, seeing and reacting reach the customer", async () => {
  const { adapter, connection, ana, shop, question } = await setUp();
  const { showTyping, markRead, react } = adapter.abilities;
  const chatId = ana.psid(shop);
  expect(await showTyping?.(connection, chatId, true, never)).toEqual({ outcome: "done" });
  expect(ana.sees(shop).typing).toBe(true);
  expect(await showTyping?.(connection, chatId, false, never)).toEqual({ outcome: "done" });
  expect(ana.sees(shop).typing).toBe(false);
  expect(await markRead?.(connection, chatId, [question], never)).toEqual({ outcome: "done" });
  expect(ana.sees(shop).readByPageAt).toBeInstanceOf(Date);
  const reaction = { chatId, targetExternalId: question, targetIsOurs: false };
  expect(await react?.(connection, { ...reaction, emoji: "👍" }, never)).toEqual({ outcome: "done" });
  expect(ana.thread(shop)[0]?.reactions.page).toBe("👍");
  expect(await react?.(connection, { ...reaction, emoji: null }, never)).toEqual({ outcome: "done" });
  expect(ana.thread(shop)[0]?.reactions.page).toBeUndefined();
});

test("no token and no secret stands in an address, a summary or a failure", async () => {
  const { probe, send, adapter, connection, messenger, pageToken, app } = await setUp();
  const told: unknown[] = [await probe(), await send({ text: "Hello" })];
  messenger.fail("POST messages", 100);
  told.push(await send({ text: "Hello" }), await adapter.inlet?.unsubscribe(connection, never));
  const asked = messenger.requests.map(({ path, method, params }) => [path, method.endsWith("debug_token") || params]);
  for (const secret of [pageToken, app.secret]) expect(JSON.stringify([told, asked])).not.toContain(secret);
});

test("what the page has sent is shown with its files, from when on it is known", async () => {
  const { adapter, connection, send, shop, ana, elena, app } = await setUp();
  const ask = () => adapter.abilities.findSent?.(connection, ana.psid(shop), never);
  await send({ text: "Yes" });
  await send({ file: fileOf("photo", "image/png", "menu.png") });
  await send({ file: fileOf("voice", "audio/ogg", "voice.ogg") });
  const sentAt = expect.any(Date);
  const [yes, photo, voice] = ana.thread(shop).slice(1);
  expect(await ask()).toEqual({
    outcome: "listed",
    messages: [
      { externalId: voice?.mid, sentAt, sequence: expect.any(Number), text: "", files: ["voice"] },
      { externalId: photo?.mid, sentAt, sequence: expect.any(Number), text: "", files: ["photo"] },
      { externalId: yes?.mid, sentAt, sequence: expect.any(Number), text: "Yes", files: [] },
    ],
    since: null,
  });
  for (let count = 0; count < 20; count += 1) ana.write(shop, "Hello?");
  expect(await ask()).toEqual({ outcome: "listed", messages: [], since: expect.any(Date) });
  elena.removePermission(app, "pages_read_engagement");
  expect(await ask()).toEqual({ outcome: "hidden" });
  expect(await adapter.probe(connection, null, never)).toMatchObject({ outcome: "connected" });
});

test("what has taken too long to leave does not leave any more, and may be tried again", async () => {
  const { send, ana, shop } = await setUp();
  const late = await send({ text: "Yes", mayLeave: () => false });
  expect(late).toEqual({ outcome: "retry", afterMilliseconds: 0, scope: "chat" });
  expect(ana.thread(shop)).toHaveLength(1);
});
