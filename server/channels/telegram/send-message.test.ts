import { createServer } from "node:net";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import sharp from "sharp";
import { expect, onTestFinished, test } from "vitest";
import { FileGone, type OutboundMessage } from "#server/channels/adapter.ts";
import { telegramAdapter } from "#server/channels/telegram/telegram-adapter.ts";
import { usualTimes } from "#server/channels/telegram/times.ts";
import { newId } from "#server/platform/identifier.ts";
import { startTelegram } from "#simulators/telegram/start-telegram.ts";

const quick = { ...usualTimes, connect: 700, sendText: 1_500, sendFile: 3_000, probe: 2_000, grace: 2_000 };

async function setUp() {
  const telegram = await startTelegram();
  onTestFinished(() => telegram.close());
  const shop = telegram.createBot({ username: "ortiz_shop_bot", name: "Ortiz" });
  const ana = telegram.customer({ firstName: "Ana" });
  ana.start(shop);
  const adapter = telegramAdapter(telegram.url, quick);
  const connection = {
    ...{ workspaceId: "w", channelId: "c", kind: "telegram" as const },
    ...{ accountId: String(shop.id), token: shop.token },
  };
  const never = new AbortController().signal;
  const send = (message: Partial<OutboundMessage>) =>
    adapter.send(
      connection,
      {
        chatId: String(ana.id),
        text: "",
        file: null,
        replyTo: null,
        ownId: null,
        messageId: newId(),
        isLateAnswer: false,
        ...message,
      },
      never,
    );
  return { telegram, shop, ana, adapter, connection, never, send };
}

const fileOf = (kind: "photo" | "document", bytes: Buffer, name: string) => ({
  ...{ kind, name, type: "application/octet-stream", bytes: bytes.length },
  ...{ width: null, height: null, seconds: null, waveform: null, storageKey: "" },
  open: async () => Readable.from([bytes]),
});

const quoted = (externalId: string) => ({ externalId, isOurs: false, text: "" });

test("a text and a reply arrive as they were written", async () => {
  const { shop, ana, send } = await setUp();
  const question = ana.write(shop, "Is it open on Sunday?");
  const text = "Yes, 10 to 4 <b>& more</b> 😀";
  const outcome = await send({ text, replyTo: quoted(`${ana.id}:${question}`) });
  const letter = ana.thread(shop).at(-1)?.message;
  expect(letter).toMatchObject({ text, reply_to_message: { message_id: question } });
  expect(outcome).toMatchObject({
    outcome: "sent",
    externalId: `${ana.id}:${letter?.message_id}`,
    sequence: letter?.message_id,
  });
});

test("a photo and a document arrive with their captions", async () => {
  const { shop, ana, send } = await setUp();
  const png = await sharp({ create: { width: 400, height: 300, channels: 3, background: "#c00" } })
    .png()
    .toBuffer();
  expect(await send({ text: "new menu", file: fileOf("photo", png, "menu.png") })).toMatchObject({ outcome: "sent" });
  expect(ana.thread(shop).at(-1)?.message).toMatchObject({ caption: "new menu", photo: expect.any(Array) });
  const pdf = Buffer.from("%PDF-1.7 price list");
  expect(await send({ file: fileOf("document", pdf, "Preisliste ä.pdf") })).toMatchObject({ outcome: "sent" });
  expect(ana.thread(shop).at(-1)?.message.document?.file_name).toBe("Preisliste ä.pdf");
});

test("what Telegram refuses has a reason of ours", async () => {
  const { telegram, shop, ana, send } = await setUp();
  const refused = (reason: string) => ({ outcome: "refused", reason });
  expect(await send({ text: "x".repeat(4097) })).toMatchObject(refused("text_too_long"));
  expect(await send({ text: "" })).toMatchObject(refused("text_empty"));
  expect(await send({ text: "re", replyTo: quoted(`${ana.id}:999`) })).toMatchObject(refused("reply_target_gone"));
  expect(await send({ text: "who?", chatId: "4711" })).toMatchObject(refused("conversation_gone"));
  const noPicture = fileOf("photo", Buffer.from("no picture"), "x.png");
  expect(await send({ file: noPicture })).toMatchObject(refused("file_refused"));
  telegram.faults.add({ kind: "refuse", errorCode: 400, description: "Bad Request: odd", times: 1 });
  expect(await send({ text: "odd" })).toEqual({ ...refused("rejected_by_service"), detail: "Bad Request: odd" });
  ana.block(shop);
  expect(await send({ text: "hello?" })).toMatchObject(refused("blocked_by_customer"));
});

test("a request to wait is passed on; a lost answer is unknown, and nothing is sent twice", async () => {
  const { telegram, shop, ana, send } = await setUp();
  telegram.faults.add({ kind: "too many requests", retryAfter: 3, times: 1 });
  expect(await send({ text: "one" })).toEqual({ outcome: "retry", afterMilliseconds: 3000, scope: "chat" });
  telegram.faults.clear();
  telegram.faults.add({ kind: "answer lost", method: "sendMessage", times: 1 });
  expect(await send({ text: "two" })).toMatchObject({ outcome: "unknown" });
  telegram.faults.add({ kind: "answer lost", hang: true, method: "sendMessage", times: 1 });
  expect(await send({ text: "three" })).toMatchObject({ outcome: "unknown" });
  expect(ana.thread(shop).map(({ message }) => message.text)).toEqual(["/start", "two", "three"]);
});

test("what certainly did not leave is safe to repeat; a refused token stops the channel", async () => {
  const { telegram, shop, ana, connection, never, send } = await setUp();
  telegram.faults.add({ kind: "refuse", errorCode: 500, description: "Internal Server Error", times: 1 });
  expect(await send({ text: "one" })).toMatchObject({ outcome: "retry" });
  const broken = { ...fileOf("document", Buffer.from("x"), "x"), open: () => Promise.reject(new Error("disk")) };
  expect(await send({ file: broken })).toMatchObject({ outcome: "retry" });
  shop.revoke();
  expect(await send({ text: "two" })).toEqual({ outcome: "disconnected", reason: "token_refused" });
  const nobody = telegramAdapter("http://127.0.0.1:9", quick);
  const message = {
    chatId: String(ana.id),
    text: "three",
    file: null,
    replyTo: null,
    ownId: null,
    messageId: newId(),
    isLateAnswer: false,
  };
  expect(await nobody.send(connection, message, never)).toMatchObject({ outcome: "retry", scope: "channel" });
});

test("a network that swallows everything before the call could leave is no lost answer", async () => {
  const { ana, connection, never } = await setUp();
  const hole = createServer();
  await new Promise<void>((resolve) => hole.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void hole.close());
  const address = hole.address();
  const port = typeof address === "object" ? address?.port : 0;
  const adapter = telegramAdapter(`https://127.0.0.1:${port}`, quick);
  const message = {
    chatId: String(ana.id),
    text: "hello",
    file: null,
    replyTo: null,
    ownId: null,
    messageId: newId(),
    isLateAnswer: false,
  };
  expect(await adapter.send(connection, message, never)).toMatchObject({ outcome: "retry", scope: "channel" });
  expect(await adapter.probe(connection, null, never)).toEqual({ outcome: "failed", reason: "unreachable" });
});

test("files and faces are opened, and what is gone says so", async () => {
  const { shop, ana, telegram, adapter, connection, never } = await setUp();
  const bytes = Buffer.from("a list of wishes");
  await ana.sendDocument(shop, { bytes, name: "wishes.txt" });
  const fileId = ana.thread(shop).at(-1)?.message.document?.file_id;
  expect(await buffer(await adapter.openFile(connection, { fileId }, never))).toEqual(bytes);
  await expect(adapter.openFile(connection, { fileId: "nothing" }, never)).rejects.toBeInstanceOf(FileGone);
  await expect(adapter.openFile(connection, null, never)).rejects.toBeInstanceOf(FileGone);
  telegram.faults.add({ kind: "drop", method: "download", times: 1 });
  const broken = adapter.openFile(connection, { fileId }, never);
  await expect(broken).rejects.toThrow("Telegram broke the download off.");
  expect(await adapter.openAvatar(connection, String(ana.id), never)).toBeNull();
});
