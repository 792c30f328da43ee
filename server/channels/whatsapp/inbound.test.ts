import { expect, test } from "vitest";
import { listConversations } from "#contract/conversations.ts";
import { downloadFile } from "#contract/files.ts";
import { listMessages, type Message, sendMessage } from "#contract/messages.ts";
import { query, read } from "#server/context.ts";
import { inTime } from "#server/testing/open-devices.ts";
import { conversationWith } from "#server/testing/open-linked-shop.ts";
import { runLinkedShop } from "#server/testing/run-linked-shop.ts";
import { sampleMedia } from "#simulators/whatsapp/media/samples.ts";

const shop = await runLinkedShop();

async function thread(conversationId: string): Promise<Message[]> {
  return (await shop.owner.ok(listMessages, { params: { conversationId }, query: {} })).messages;
}

/** The last message of a thread once it is as it shall be. */
function last(conversationId: string, expected: object): Promise<Message> {
  return inTime(async () => {
    const message = (await thread(conversationId)).at(-1);
    expect(message).toMatchObject(expected);
    if (!message) throw new Error("There is no message.");
    return message;
  });
}

test("all that a customer's phone sends is shown as what it is, with its files", async () => {
  const { phone: lena, conversationId } = await shop.customer("Lena");
  const content = (kind: string, more: object = {}) => last(conversationId, { content: { kind, ...more } });
  const stored = { state: "stored", failure: null };
  lena.write(shop.phone, "*Bold* words, see https://example.org/a");
  await content("text", {
    text: "Bold words, see https://example.org/a",
    entities: [{ kind: "bold" }, { kind: "link" }],
  });
  lena.sendImage(shop.phone, { ...(await sampleMedia("image")), caption: "The blue one" });
  const picture = await content("photo", {
    text: "The blue one",
    attachment: { ...stored, hasThumbnail: true },
    viewOnce: false,
  });
  if (picture.content.kind !== "photo") throw new Error("This is no photo.");
  const { status } = await shop.owner.call(downloadFile, { params: { fileId: picture.content.attachment.fileId } });
  expect(status).toBe(200);
  lena.sendVideo(shop.phone, await sampleMedia("video"));
  await content("video", { attachment: stored });
  lena.sendVoice(shop.phone, await sampleMedia("voice"));
  const voice = await content("voice", { attachment: stored });
  expect(voice.content.kind === "voice" && voice.content.attachment.waveform).toHaveLength(64);
  lena.sendAudio(shop.phone, await sampleMedia("audio"));
  await content("audio", { attachment: stored });
  lena.sendDocument(shop.phone, { ...(await sampleMedia("document")), name: "Invoice 7.pdf", caption: "Please check" });
  await content("document", { text: "Please check", attachment: { ...stored, name: "Invoice 7.pdf" } });
  lena.sendSticker(shop.phone, await sampleMedia("sticker"));
  await content("sticker", { attachment: stored });
  lena.sendLocation(shop.phone, { latitude: 52.52, longitude: 13.405, name: "Alexanderplatz" });
  await content("location", { latitude: 52.52, longitude: 13.405, name: "Alexanderplatz" });
  lena.sendContact(shop.phone, { name: "Omar", number: "+49 151 00000002" });
  await content("contacts", { contacts: [{ name: "Omar" }] });
  lena.sendPoll(shop.phone, "Which colour?", ["Blue", "Red"]);
  await content("text", { text: "Poll: Which colour?\n• Blue\n• Red" });
  lena.sendViewOnce(shop.phone, await sampleMedia("image"));
  await content("photo", { viewOnce: true, attachment: stored });
  lena.sendViewOnce(shop.phone, await sampleMedia("image"), { notice: true });
  await content("unsupported", { what: expect.stringContaining("seen once") });
});

test("a file that WhatsApp no longer has is fetched from the phone, and a picture of the customer appears", async () => {
  const phone = shop.whatsapp.phone({ number: "+34 699 000 111", name: "Omar" });
  const { bytes } = await sampleMedia("image", 2);
  await shop.stop();
  phone.sendImage(shop.phone, { ...(await sampleMedia("image", 3)), caption: "Late" });
  shop.whatsapp.media.expireAll();
  phone.setPicture(bytes);
  await shop.startAgain();
  const conversationId = await conversationWith(shop.context, phone);
  await last(conversationId, { content: { kind: "photo", attachment: { state: "stored" } } });
  const paths = shop.whatsapp.media.requests.filter(({ status }) => status === 410);
  expect(paths.length).toBeGreaterThan(0);
  await inTime(async () => {
    const { items } = await shop.owner.ok(listConversations, { query: { search: "Omar" } });
    expect(items[0]?.contact.avatarFileId).toEqual(expect.any(String));
  });
});

test("replies, edits, reactions and removals find their message", async () => {
  const { phone: lena, conversationId } = await shop.customer("Lena");
  const first = lena.write(shop.phone, "Which one?");
  lena.write(shop.phone, "This one", { replyTo: first });
  await last(conversationId, { content: { text: "This one" }, replyTo: { excerpt: "Which one?" } });
  const edited = lena.write(shop.phone, "The gren one");
  await last(conversationId, { content: { text: "The gren one" } });
  lena.edit(shop.phone, edited, "The green one");
  await last(conversationId, { content: { text: "The green one" }, editedAt: expect.any(String) });
  lena.react(shop.phone, edited, "👍");
  await last(conversationId, { reactions: [{ by: "customer", emoji: "👍" }] });
  lena.react(shop.phone, edited, "");
  await last(conversationId, { reactions: [] });
  lena.sendImage(shop.phone, { ...(await sampleMedia("image", 1)), caption: "Oops" });
  const sent = await last(conversationId, { content: { kind: "photo", attachment: { state: "stored" } } });
  const [row] = await read(
    shop.context,
    query.selectFrom("messages").select(["external_id", "file_id"]).where("id", "=", sent.id),
  );
  lena.revoke(shop.phone, row?.external_id ?? "");
  await last(conversationId, { content: { kind: "removed" } });
  await inTime(async () => {
    const files = query
      .selectFrom("files")
      .select("id")
      .where("id", "=", row?.file_id ?? "");
    expect(await read(shop.context, files)).toEqual([]);
  });
});

test("what is written and read on the phone itself is there too", async () => {
  const { phone: lena, conversationId } = await shop.customer("Lena");
  await inTime(async () => expect(await unreadOf(conversationId)).toBe(1));
  shop.phone.readAll(lena);
  await inTime(async () => expect(await unreadOf(conversationId)).toBe(0));
  shop.phone.write(lena, "We open at nine.");
  await last(conversationId, { direction: "outbound", author: null, content: { text: "We open at nine." } });
  lena.readAll(shop.phone);
  await last(conversationId, { state: "read" });
});

test("an answer within the second of what it answers stands behind it, and waits for a reply", async () => {
  const { phone: lena, conversationId } = await shop.customer("Lena");
  await inTime(async () => expect(await unreadOf(conversationId)).toBe(1));
  const body = { idempotencyKey: crypto.randomUUID(), text: "Shall we?" };
  const sent = await shop.owner.ok(sendMessage, { params: { conversationId }, body });
  await inTime(() => expect(lena.thread(shop.phone).at(-1)).toMatchObject({ text: "Shall we?" }));
  lena.write(shop.phone, "Yes", { at: new Date(sent.sentAt) });
  await last(conversationId, { content: { text: "Yes" } });
  const { items } = await shop.owner.ok(listConversations, { query: {} });
  expect(items.find(({ id }) => id === conversationId)).toMatchObject({
    unreplied: true,
    lastMessage: { direction: "inbound", excerpt: "Yes" },
  });
});

test("a customer who writes by number and by address is one", async () => {
  const { phone: lena, conversationId } = await shop.customer("Lena");
  lena.write(shop.phone, "By number", { as: "pn" });
  await last(conversationId, { content: { text: "By number" } });
  lena.write(shop.phone, "By address", { as: "lid" });
  await last(conversationId, { content: { text: "By address" } });
  const identities = query.selectFrom("identities").select(["phone"]).where("external_id", "in", [lena.lid, lena.jid]);
  expect(await read(shop.context, identities)).toEqual([{ phone: lena.number }]);
});

test("what cannot be decrypted heals in place", async () => {
  const { phone: lena, conversationId } = await shop.customer("Lena");
  lena.sendUndecryptable(shop.phone, "At last");
  await last(conversationId, { content: { text: "At last" }, editedAt: null });
  expect(await thread(conversationId)).toHaveLength(2);
});

async function unreadOf(conversationId: string): Promise<number | undefined> {
  const { items } = await shop.owner.ok(listConversations, { query: {} });
  return items.find(({ id }) => id === conversationId)?.unread;
}
