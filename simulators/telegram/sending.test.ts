import { InputFile } from "grammy";
import sharp from "sharp";
import { expect, test } from "vitest";
import { refusalOf, setUp } from "./harness.ts";

test("refusals of sendMessage have Telegram's words", async () => {
  const { shop, ana, bot } = await setUp();
  expect(ana.thread(shop)).toEqual([]);
  expect(await refusalOf(bot.api.sendMessage(ana.id, "too early"))).toMatchObject({
    error_code: 400,
    description: "Bad Request: chat not found",
  });
  ana.start(shop);
  expect(await refusalOf(bot.api.sendMessage(ana.id, "  \n "))).toMatchObject({
    error_code: 400,
    description: "Bad Request: message text is empty",
  });
  expect(await refusalOf(bot.api.sendMessage(ana.id, "x".repeat(4097)))).toMatchObject({
    error_code: 400,
    description: "Bad Request: message is too long",
  });
  expect(await refusalOf(bot.api.sendMessage(ana.id, "re", { reply_parameters: { message_id: 999 } }))).toMatchObject({
    error_code: 400,
    description: "Bad Request: message to be replied not found",
  });
  ana.block(shop);
  expect(await refusalOf(bot.api.sendMessage(ana.id, "are you there"))).toMatchObject({
    error_code: 403,
    description: "Forbidden: bot was blocked by the user",
  });
  ana.deleteAccount();
  expect(await refusalOf(bot.api.sendMessage(ana.id, "hello"))).toMatchObject({
    error_code: 403,
    description: "Forbidden: user is deactivated",
  });
});

test("4096 characters of text are taken, also when each is two UTF-16 units", async () => {
  const { shop, ana, bot } = await setUp();
  ana.start(shop);
  const text = "🙂".repeat(4096);
  expect((await bot.api.sendMessage(ana.id, text)).text).toBe(text);
});

test("replies, edits, deletions and reactions change the customer's thread", async () => {
  const { shop, ana, bot } = await setUp();
  const question = ana.write(shop, "do you have it in blue?");
  const answer = await bot.api.sendMessage(ana.id, "Yes", { reply_parameters: { message_id: question } });
  expect(answer).toMatchObject({ message_id: question + 1, reply_to_message: { message_id: question } });
  await bot.api.editMessageText(ana.id, answer.message_id, "Yes, in stock");
  await bot.api.setMessageReaction(ana.id, question, [{ type: "emoji", emoji: "👍" }]);
  const thread = ana.thread(shop);
  expect(thread[0]?.reactions).toEqual([{ type: "emoji", emoji: "👍" }]);
  expect(thread[1]?.message.text).toBe("Yes, in stock");
  await bot.api.deleteMessage(ana.id, answer.message_id);
  expect(ana.thread(shop)).toHaveLength(1);
  const edited = await refusalOf(bot.api.editMessageText(ana.id, answer.message_id, "gone"));
  expect(edited.description).toBe("Bad Request: message to edit not found");
});

test("parse modes become entities, and faulty markup is refused", async () => {
  const { shop, ana, bot } = await setUp();
  ana.start(shop);
  const html = await bot.api.sendMessage(ana.id, "<b>Bold</b> &amp; <a href='https://ortiz.example'>link</a>", {
    parse_mode: "HTML",
  });
  expect(html).toMatchObject({
    text: "Bold & link",
    entities: [
      { type: "bold", offset: 0, length: 4 },
      { type: "text_link", offset: 7, length: 4, url: "https://ortiz.example" },
    ],
  });
  const markdown = await bot.api.sendMessage(ana.id, "*Bold _both_* `a*b` 1\\.5", { parse_mode: "MarkdownV2" });
  expect(markdown.text).toBe("Bold both a*b 1.5");
  expect(markdown.entities?.map((entity) => entity.type)).toEqual(["bold", "italic", "code"]);
  const faulty = await refusalOf(bot.api.sendMessage(ana.id, "1.5", { parse_mode: "MarkdownV2" }));
  expect(faulty.description).toContain("Character '.' is reserved");
});

test("a photo goes out by upload and again by its file_id", async () => {
  const { shop, ana, bot } = await setUp();
  ana.start(shop);
  const sent = await bot.api.sendPhoto(ana.id, new InputFile(await picture(1600, 900), "shoe.png"), { caption: "New" });
  expect(sent.caption).toBe("New");
  expect(sent.photo.map(({ width, height }) => [width, height])).toEqual([
    [90, 51],
    [320, 180],
    [800, 450],
    [1280, 720],
  ]);
  const again = await bot.api.sendPhoto(ana.id, sent.photo[0]?.file_id ?? "");
  expect(again.photo).toEqual(sent.photo);
  expect(await refusalOf(bot.api.sendDocument(ana.id, sent.photo[0]?.file_id ?? ""))).toMatchObject({
    description: "Bad Request: can't use file of type Photo as Document",
  });
  const faulty = await refusalOf(bot.api.sendPhoto(ana.id, new InputFile(Buffer.from("no picture"), "shoe.png")));
  expect(faulty.description).toBe("Bad Request: IMAGE_PROCESS_FAILED");
  const long = await refusalOf(bot.api.sendPhoto(ana.id, sent.photo[0]?.file_id ?? "", { caption: "x".repeat(1025) }));
  expect(long.description).toBe("Bad Request: message caption is too long");
});

test("a customer's photo, document, voice and sticker can be downloaded", async () => {
  const { telegram, shop, ana, bot } = await setUp();
  const bytes = Buffer.from("%PDF-1.7 invoice");
  await ana.sendPhoto(shop, await picture(400, 400), { caption: "this one" });
  await ana.sendDocument(shop, { bytes, name: "invoice.pdf", caption: "bill" });
  await ana.sendVoice(shop, { duration: 2 });
  await ana.sendSticker(shop);
  const [photo, document, voice, sticker] = (await bot.api.getUpdates()).map((update) => update.message);
  expect(photo).toMatchObject({ caption: "this one", photo: [{ width: 90 }, { width: 320 }, { width: 400 }] });
  expect(document?.document).toMatchObject({ file_name: "invoice.pdf", mime_type: "application/pdf", file_size: 16 });
  expect(voice?.voice).toMatchObject({ duration: 2, mime_type: "audio/ogg" });
  expect(sticker?.sticker).toMatchObject({ emoji: "👍", is_animated: false });
  const file = await bot.api.getFile(document?.document?.file_id ?? "");
  const response = await fetch(`${telegram.url}/file/bot${shop.token}/${file.file_path}`);
  expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
  expect((await fetch(`${telegram.url}/file/bot${shop.token}/documents/none.pdf`)).status).toBe(404);
});

test("files above 20 MB cannot be fetched, other bots' file_ids mean nothing", async () => {
  const { telegram, shop, ana, bot } = await setUp();
  await ana.sendDocument(shop, { bytes: Buffer.alloc(8), name: "big.zip", claimedSize: 21 * 1024 * 1024 });
  const [update] = await bot.api.getUpdates();
  const fileId = update?.message?.document?.file_id ?? "";
  expect((await refusalOf(bot.api.getFile(fileId))).description).toBe("Bad Request: file is too big");
  const other = telegram.createBot({ username: "other_bot", name: "Other" });
  const response = await fetch(`${telegram.url}/bot${other.token}/getFile?file_id=${fileId}`);
  expect(await response.json()).toEqual({ ok: false, error_code: 400, description: "Bad Request: invalid file_id" });
});

test("profile photos and chats can be asked for", async () => {
  const { telegram, shop, ana, bot } = await setUp();
  const luis = telegram.customer({ firstName: "Luis", photo: await picture(800, 800) });
  ana.start(shop);
  luis.start(shop);
  expect((await bot.api.getUserProfilePhotos(ana.id)).total_count).toBe(0);
  const photos = await bot.api.getUserProfilePhotos(luis.id);
  expect(photos.photos[0]?.map((size) => size.width)).toEqual([160, 320, 640]);
  expect(await bot.api.getChat(ana.id)).toMatchObject({ id: ana.id, type: "private", username: "ana_ruiz" });
  expect((await bot.api.getChat(luis.id)).photo?.big_file_id).toBe(photos.photos[0]?.[2]?.file_id);
});

test("parameters are taken from the query, a form or JSON; names in any case", async () => {
  const { telegram, shop, ana } = await setUp();
  ana.start(shop);
  const root = `${telegram.url}/bot${shop.token}`;
  const query = await fetch(`${root}/sendmessage?chat_id=${ana.id}&text=by+query&unknown=1`);
  const form = await fetch(`${root}/sendMessage`, {
    method: "POST",
    body: new URLSearchParams({ chat_id: String(ana.id), text: "by form", reply_parameters: '{"message_id":1}' }),
  });
  expect([query.status, form.status]).toEqual([200, 200]);
  expect(ana.thread(shop).map(({ message }) => message.text)).toEqual(["/start", "by query", "by form"]);
  expect(await (await fetch(`${root}/noSuchMethod`)).json()).toEqual({
    ok: false,
    error_code: 404,
    description: "Not Found: method not found",
  });
});

function picture(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: "#2a6" } })
    .png()
    .toBuffer();
}
