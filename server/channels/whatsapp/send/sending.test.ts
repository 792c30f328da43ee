import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import type { OutboundMessage } from "#server/channels/adapter.ts";
import { type Baileys, loadBaileys } from "#server/channels/whatsapp/baileys/load-baileys.ts";
import { markRead } from "#server/channels/whatsapp/gestures/mark-read.ts";
import { react } from "#server/channels/whatsapp/gestures/react.ts";
import { showTyping } from "#server/channels/whatsapp/gestures/show-typing.ts";
import type { LiveDevice } from "#server/channels/whatsapp/live-device.ts";
import { lookUpNumber } from "#server/channels/whatsapp/look-up-number.ts";
import { uploadAgent } from "#server/channels/whatsapp/media/upload-agent.ts";
import { answerAgain } from "#server/channels/whatsapp/send/answer-again.ts";
import { chooseId } from "#server/channels/whatsapp/send/choose-id.ts";
import { sendMessage } from "#server/channels/whatsapp/send/send-message.ts";
import { type SentPayloads, sentPayloads } from "#server/channels/whatsapp/send/sent-payloads.ts";
import { usualTimes } from "#server/channels/whatsapp/times.ts";
import { type Context, transact } from "#server/context.ts";
import { diskFileStore } from "#server/platform/files/disk-file-store.ts";
import { newId } from "#server/platform/identifier.ts";
import { createLog } from "#server/platform/log/log.ts";
import { secretBox } from "#server/platform/secrets/seal.ts";
import { addChannel } from "#server/testing/add-channel.ts";
import { openRooms, type Rooms } from "#server/testing/open-rooms.ts";
import { type Client, linkedClient, PATIENCE, setUp } from "#simulators/whatsapp/harness.ts";
import { sampleMedia } from "#simulators/whatsapp/media/samples.ts";
import type { SimulatedPhone, WhatsAppSimulator } from "#simulators/whatsapp/start-whatsapp.ts";

let rooms: Rooms;
let baileys: Baileys;
let context: Context;
let channelId: string;
let whatsapp: WhatsAppSimulator;
let shop: SimulatedPhone;
let ana: SimulatedPhone;
let client: Client;
let payloads: SentPayloads;
let files: ReturnType<typeof diskFileStore>;
let folder: string;
const signal = new AbortController().signal;

beforeAll(async () => {
  rooms = await openRooms([]);
  folder = mkdtempSync(join(tmpdir(), "wokfow-sending-"));
  files = diskFileStore(folder);
});
afterAll(async () => {
  await rooms.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  ({ whatsapp, shop, ana } = await setUp());
  baileys = await loadBaileys(whatsapp.rootKey);
  context = rooms.contextOf(await rooms.addWorkspace());
  channelId = await addChannel(context);
  payloads = sentPayloads(context, { secrets: secretBox("ab".repeat(32)), baileys }, channelId);
  const fetchAgent = uploadAgent(whatsapp.webSocketUrl);
  client = await linkedClient(whatsapp, shop, {
    getMessage: answerAgain(payloads, () => client.socket),
    ...(fetchAgent && { fetchAgent }),
  });
});

test("a text is sent when the server has it, and the customer has it once however often it is tried", async () => {
  const message = text("We are open", ana.lid);
  expect(await sendMessage(device(), message, signal)).toMatchObject({ outcome: "sent", externalId: message.ownId });
  expect(await sendMessage(device(), message, signal)).toMatchObject({ outcome: "sent", externalId: message.ownId });
  await vi.waitFor(() => expect(ana.thread(shop)).toMatchObject([{ text: "We are open", arrivals: 2 }]), PATIENCE);
  expect(shop.thread(ana)).toMatchObject([{ id: message.ownId, text: "We are open", fromMe: true }]);
});

test("without the server's word a message is tried again", async () => {
  whatsapp.faults.add({ kind: "swallow ack" });
  const message = text("Hello", ana.jid);
  // Long enough for it to arrive on a busy machine, too.
  expect(await sendMessage(device(8_000), message, signal)).toMatchObject({ outcome: "retry", scope: "chat" });
  whatsapp.faults.clear();
  expect(await sendMessage(device(), message, signal)).toMatchObject({ outcome: "sent" });
  await vi.waitFor(() => expect(ana.thread(shop)).toMatchObject([{ text: "Hello", arrivals: 2 }]), PATIENCE);
});

test("what the server refuses is refused with a sentence, and a stale list of devices is asked for anew", async () => {
  whatsapp.faults.add({ kind: "refuse message", code: 463, times: 1 });
  expect(await sendMessage(device(), text("Hello", ana.lid), signal)).toMatchObject({
    outcome: "refused",
    reason: "not_allowed",
    detail: expect.stringContaining("does not let this number begin"),
  });
  whatsapp.faults.add({ kind: "refuse message", code: 479, times: 1 });
  expect(await sendMessage(device(), text("Hello again", ana.lid), signal)).toMatchObject({ outcome: "sent" });
});

test("a number that has left WhatsApp is named as such", async () => {
  const gone = "34699999999@s.whatsapp.net";
  expect(await sendMessage(device(), text("Hello", gone), signal)).toMatchObject({
    outcome: "refused",
    reason: "not_on_service",
  });
});

test.each([
  ["photo", "image", "image/jpeg"],
  ["video", "video", "video/mp4"],
  ["voice", "voice", "audio/ogg; codecs=opus"],
  ["document", "document", "application/pdf"],
] as const)("a %s arrives as what it is, byte for byte", async (kind, simulated, type) => {
  const { bytes } = await sampleMedia(simulated);
  const storageKey = `files/${crypto.randomUUID()}`;
  await files.put(storageKey, bytes);
  const known = { width: 160, height: 96, seconds: 3, waveform: [0, 50, 100] };
  const file = { kind, name: "Order.pdf", type, bytes: bytes.length, ...known, storageKey };
  const message = { ...text("", ana.lid), file: { ...file, open: () => files.get(storageKey) } };
  expect(await sendMessage(device(), message, signal)).toMatchObject({ outcome: "sent" });
  await vi.waitFor(() => expect(ana.thread(shop)).toHaveLength(1), PATIENCE);
  const [letter] = ana.thread(shop);
  expect(letter?.kind).toBe(simulated);
  expect(letter?.media?.bytes?.equals(bytes)).toBe(true);
  if (kind !== "voice") return;
  const { ptt, seconds, waveform } = letter?.message.audioMessage ?? {};
  expect([ptt, seconds, waveform?.length]).toEqual([true, 3, 64]);
});

test("an answer quotes, a reaction sits on its message, and the customer sees typing and ticks", async () => {
  const asked = ana.write(shop, "Are you open?");
  await vi.waitFor(() => expect(client.texts()).toEqual(["Are you open?"]), PATIENCE);
  const reply = { ...text("Yes", ana.lid), replyTo: { externalId: asked, isOurs: false, text: "Are you open?" } };
  await sendMessage(device(), reply, signal);
  await vi.waitFor(() => expect(ana.thread(shop)[1]).toMatchObject({ text: "Yes", quotedId: asked }), PATIENCE);
  const reaction = { chatId: ana.lid, targetExternalId: asked, targetIsOurs: false };
  expect(await react(device(), { ...reaction, emoji: "👍" }, signal)).toEqual({ outcome: "done" });
  await vi.waitFor(() => expect([...(ana.thread(shop)[0]?.reactions.values() ?? [])]).toEqual(["👍"]), PATIENCE);
  await react(device(), { ...reaction, emoji: null }, signal);
  await vi.waitFor(() => expect(ana.thread(shop)[0]?.reactions.size).toBe(0), PATIENCE);
  await showTyping(device(), ana.lid, true, signal);
  await vi.waitFor(() => expect(ana.typing(shop)).toBe("composing"), PATIENCE);
  expect(await markRead(device(), ana.lid, [asked], signal)).toEqual({ outcome: "done" });
  await vi.waitFor(() => expect(ana.thread(shop)[0]?.ticks).toBe("read"), PATIENCE);
});

test("a number is looked up by the address that stays", async () => {
  expect(await lookUpNumber(device(), ana.number, signal)).toEqual({ outcome: "found", chatId: ana.lid, name: null });
  expect(await lookUpNumber(device(), "34699999999", signal)).toEqual({ outcome: "absent", service: "WhatsApp" });
});

test("numbers cannot be tried out one after the other", async () => {
  const line = device();
  const outcomes: string[] = [];
  for (let number = 0; number < 21; number += 1) {
    const found = await lookUpNumber(line, `3469999${String(number).padStart(4, "0")}`, signal);
    outcomes.push(found.outcome === "failed" ? found.reason : found.outcome);
  }
  expect(outcomes).toEqual([...Array.from({ length: 20 }, () => "absent"), "rate_limited"]);
});

test("who could not read messages gets each again from the database after a restart, and nothing where there is none", async () => {
  const sent = Array.from({ length: 100 }, (_, index) => text(`Message ${index}`, ana.lid));
  for (const message of sent) await sendMessage(device(), message, signal);
  await vi.waitFor(() => expect(ana.thread(shop)).toHaveLength(100), PATIENCE);
  client.socket.end(undefined);
  client.connect();
  await client.opened();
  for (const { ownId } of sent) ana.askAgain(shop, ownId ?? "");
  await expect.poll(() => ana.thread(shop).map(({ arrivals }) => arrivals)).toEqual(sent.map(() => 2));
  expect(ana.thread(shop).map((letter) => letter.text)).toEqual(sent.map((message) => message.text));
  expect(await payloads.find("3EB0UNKNOWN")).toBeUndefined();
});

test("a stored message that cannot be opened, or is another one's, does not keep the message from leaving", async () => {
  const [one, other] = [text("One", ana.lid), text("Other", ana.lid)];
  await sendMessage(device(), other, signal);
  const stored = await transact(context, (tx) =>
    tx.db.selectFrom("sent_payloads").selectAll().executeTakeFirstOrThrow(),
  );
  await transact(context, (tx) =>
    tx.db
      .insertInto("sent_payloads")
      .values({ ...stored, external_id: one.ownId ?? "" })
      .execute(),
  );
  expect(await payloads.find(one.ownId ?? "")).toBeUndefined();
  expect(await sendMessage(device(), one, signal)).toMatchObject({ outcome: "sent" });
  await vi.waitFor(() => expect(ana.thread(shop).map((letter) => letter.text)).toEqual(["Other", "One"]), PATIENCE);
});

function text(words: string, chatId: string): OutboundMessage {
  return { chatId, text: words, file: null, replyTo: null, ownId: chooseId(), messageId: newId(), isLateAnswer: false };
}

/** The linked client as the line would hand it out. */
function device(acknowledge = 5_000): LiveDevice {
  const ended = new AbortController();
  onTestFinished(() => ended.abort());
  return {
    connection: { workspaceId: context.workspaceId, channelId, kind: "whatsapp", accountId: shop.number, token: "" },
    context,
    log: createLog("silent"),
    times: { ...usualTimes, acknowledge },
    files,
    payloads,
    baileys,
    sock: client.socket,
    me: { id: client.creds.me?.id ?? "", lid: client.creds.me?.lid ?? null },
    ended: ended.signal,
    stored: async () => undefined,
    hand: () => undefined,
  };
}
