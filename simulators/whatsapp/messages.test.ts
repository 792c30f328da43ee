import { downloadMediaMessage, proto } from "baileys";
import { expect, test, vi } from "vitest";
import { linkedClient, PATIENCE, setUp } from "./harness.ts";
import { sampleMedia } from "./media/samples.ts";

test("a customer's text reaches the client, by LID and by number, and the client's receipt reaches the customer", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  const first = ana.write(shop, "Good morning");
  // Baileys may swap the first two messages of somebody it does not know yet, when they come at once.
  await vi.waitFor(() => expect(client.texts()).toEqual(["Good morning"]), PATIENCE);
  const second = ana.write(shop, "Are you open?", { as: "pn" });
  await vi.waitFor(() => expect(client.texts()).toEqual(["Good morning", "Are you open?"]), PATIENCE);
  const [byLid, byNumber] = client.messages.filter(({ key }) => !key.fromMe);
  expect(byLid?.key).toMatchObject({ remoteJid: ana.lid, remoteJidAlt: ana.jid, id: first });
  expect(byNumber?.key).toMatchObject({ remoteJid: ana.jid, remoteJidAlt: ana.lid, id: second });
  expect(byLid?.pushName).toBe("Ana Ruiz");
  await vi.waitFor(
    () => expect(ana.thread(shop).map(({ ticks }) => ticks)).toEqual(["delivered", "delivered"]),
    PATIENCE,
  );
  expect(shop.thread(ana).map(({ text }) => text)).toEqual(["Good morning", "Are you open?"]);
  await client.socket.readMessages([byLid?.key ?? {}, byNumber?.key ?? {}]);
  await vi.waitFor(() => expect(ana.thread(shop).map(({ ticks }) => ticks)).toEqual(["read", "read"]), PATIENCE);
  expect(shop.thread(ana).every(({ readByMe }) => readByMe)).toBe(true);
});

test("the client's text reaches the customer and the own phone; ticks come back", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  const sent = await client.socket.sendMessage(ana.jid, { text: "We are open" });
  const id = sent?.key.id ?? "";
  await vi.waitFor(
    () => expect(ana.thread(shop)).toMatchObject([{ id, text: "We are open", fromMe: false }]),
    PATIENCE,
  );
  await vi.waitFor(() => expect(client.statuses.get(id)).toBe(3), PATIENCE);
  expect(shop.thread(ana)).toMatchObject([{ id, fromMe: true, ticks: "delivered" }]);
  ana.readAll(shop);
  await vi.waitFor(() => expect(client.statuses.get(id)).toBe(4), PATIENCE);
  expect(shop.thread(ana)).toMatchObject([{ ticks: "read" }]);
  const answer = await client.socket.sendMessage(ana.lid, { text: "Until eight" });
  await vi.waitFor(() => expect(client.statuses.get(answer?.key.id ?? "")).toBe(3), PATIENCE);
});

test("what is typed on the company's phone reaches its client as an own message", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  const byLid = shop.write(ana, "I write from the shop");
  const byNumber = shop.write(ana, "Until noon", { as: "pn" });
  await vi.waitFor(
    () => expect(client.messages.filter(({ message }) => message?.conversation)).toHaveLength(2),
    PATIENCE,
  );
  const keys = new Map(client.messages.map(({ key }) => [key.id, key]));
  expect(keys.get(byLid)).toMatchObject({ fromMe: true, remoteJid: ana.lid, remoteJidAlt: ana.jid });
  expect(keys.get(byNumber)).toMatchObject({ fromMe: true, remoteJid: ana.jid, remoteJidAlt: ana.lid });
  expect(ana.thread(shop).map(({ text }) => text)).toEqual(["I write from the shop", "Until noon"]);
  ana.readAll(shop);
  expect(shop.thread(ana).map(({ ticks }) => ticks)).toEqual(["read", "read"]);
});

test("edits, revocations, reactions and quotes go both ways", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  const id = ana.write(shop, "Two vasse");
  ana.edit(shop, id, "Two vases");
  ana.react(shop, id, "🙂");
  await vi.waitFor(() => expect(client.changes.some((change) => change.id === id)).toBe(true), PATIENCE);
  const sent = await client.socket.sendMessage(ana.lid, { text: "Wich colour?" });
  const own = sent?.key ?? {};
  await client.socket.sendMessage(ana.lid, { text: "Which colour?", edit: own });
  await client.socket.sendMessage(ana.lid, { react: { key: { remoteJid: ana.lid, id }, text: "👍" } });
  await vi.waitFor(() => expect(ana.thread(shop)[0]?.reactions.size).toBe(2), PATIENCE);
  const quote = ana.write(shop, "Blue", { replyTo: own.id ?? "" });
  await vi.waitFor(() => expect(client.texts()).toContain("Blue"), PATIENCE);
  const quoted = client.messages.find(({ key }) => key.id === quote)?.message?.extendedTextMessage?.contextInfo;
  expect(quoted).toMatchObject({ stanzaId: own.id, participant: shop.lid });
  const reply = client.messages.find(({ key }) => key.id === id);
  await client.socket.sendMessage(ana.lid, { text: "Thank you" }, reply ? { quoted: reply } : {});
  await vi.waitFor(() => expect(ana.thread(shop)).toHaveLength(4), PATIENCE);
  expect(ana.thread(shop)[0]?.reactions).toEqual(
    new Map([
      ["34611222333", "🙂"],
      ["34600111222", "👍"],
    ]),
  );
  expect(ana.thread(shop)[1]).toMatchObject({ text: "Which colour?", edited: true });
  expect(ana.thread(shop)[3]).toMatchObject({ quotedId: id });
  await client.socket.sendMessage(ana.lid, { delete: own });
  await vi.waitFor(() => expect(ana.thread(shop)[1]).toMatchObject({ revoked: true }), PATIENCE);
  ana.revoke(shop, quote);
  await vi.waitFor(
    () => expect(client.changes).toContainEqual({ id: quote, update: expect.objectContaining({ message: null }) }),
    PATIENCE,
  );
});

test("files go both ways, encrypted, over the media host", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  const picture = await sampleMedia("image");
  const id = ana.sendImage(shop, { ...picture, caption: "The broken one" });
  const voice = ana.sendVoice(shop, await sampleMedia("voice"), { replyTo: id });
  await vi.waitFor(() => expect(client.messages.map(({ key }) => key.id)).toContain(voice), PATIENCE);
  const received = client.messages.find(({ key }) => key.id === id);
  expect(received?.message?.imageMessage?.caption).toBe("The broken one");
  expect(received && (await downloadMediaMessage(received, "buffer", {}))).toEqual(picture.bytes);
  expect(shop.thread(ana)[0]?.media?.bytes).toEqual(picture.bytes);
  whatsapp.media.expireAll(410);
  if (received) {
    const healed = await client.socket.updateMediaMessage(received);
    expect(healed.message?.imageMessage?.directPath).toMatch(/^\/v\//);
  }
});

test("groups and status posts reach the client as such", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  const market = whatsapp.group("Sunday market", [ana, shop]);
  const inGroup = ana.write(market, "Who comes?");
  const status = ana.postStatus([shop], "At the beach");
  await vi.waitFor(() => expect(client.texts()).toHaveLength(2), PATIENCE);
  const keys = new Map(client.messages.map(({ key }) => [key.id, key]));
  expect(keys.get(inGroup)).toMatchObject({ remoteJid: market.jid, participant: ana.lid });
  expect(keys.get(status)).toMatchObject({ remoteJid: "status@broadcast" });
  expect(shop.thread(market)).toHaveLength(1);
});

test("typing is seen by who asked for it, in both directions", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  const seen: unknown[] = [];
  client.socket.ev.on("presence.update", ({ presences }) =>
    seen.push(...Object.values(presences).map(({ lastKnownPresence }) => lastKnownPresence)),
  );
  ana.setTyping(shop, "composing");
  await client.socket.presenceSubscribe(ana.lid);
  await vi.waitFor(() => expect(seen).toEqual(["available"]), PATIENCE);
  ana.setTyping(shop, "composing");
  ana.setTyping(shop, "recording");
  await vi.waitFor(() => expect(seen).toEqual(["available", "composing", "recording"]), PATIENCE);
  await client.socket.sendPresenceUpdate("composing", ana.jid);
  await vi.waitFor(() => expect(ana.typing(shop)).toBe("composing"), PATIENCE);
});

test("two clients write to each other, and to a device that was linked later", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const ours = await linkedClient(whatsapp, shop);
  const hers = await linkedClient(whatsapp, ana);
  await ours.socket.sendMessage(ana.jid, { text: "From us" });
  await vi.waitFor(() => expect(hers.texts()).toEqual(["From us"]), PATIENCE);
  const later = await linkedClient(whatsapp, ana);
  await ours.socket.sendMessage(ana.jid, { text: "To both" });
  await vi.waitFor(() => expect(later.texts()).toContain("To both"), PATIENCE);
  await hers.socket.sendMessage(shop.lid, { text: "From her" });
  await vi.waitFor(() => expect(ours.texts()).toEqual(["From her"]), PATIENCE);
  expect(ana.thread(shop).map(({ text }) => text)).toEqual(["From us", "To both", "From her"]);
});

test("somebody's picture is told of and can be fetched", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  await expect(client.socket.profilePictureUrl(ana.jid)).rejects.toThrow("item-not-found");
  const { bytes } = await sampleMedia("image");
  ana.setPicture(bytes);
  const url = await client.socket.profilePictureUrl(ana.lid, "image");
  expect(Buffer.from(await (await fetch(url ?? "")).arrayBuffer())).toEqual(bytes);
});

test("the directory says who has WhatsApp", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  await expect(client.socket.onWhatsApp(ana.number, "+34999999999")).resolves.toEqual([{ jid: ana.jid, exists: true }]);
});

test("places, contacts, polls and view-once pictures arrive as what they are", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  ana.sendLocation(shop, { latitude: 41.4, longitude: 2.17, name: "Sagrada Família" });
  ana.sendContact(shop, { name: "Luis", number: "+34 622 333 444" });
  ana.sendPoll(shop, "Which day?", ["Monday", "Friday"]);
  ana.sendViewOnce(shop, await sampleMedia("image"));
  await vi.waitFor(() => expect(client.messages.filter(({ key }) => !key.fromMe)).toHaveLength(4), PATIENCE);
  ana.sendViewOnce(shop, await sampleMedia("image"), { notice: true });
  await vi.waitFor(() => expect(client.messages.at(-1)?.key).toMatchObject({ isViewOnce: true }), PATIENCE);
  expect(shop.thread(ana).map(({ kind, text }) => [kind, text])).toEqual([
    ["location", "Sagrada Família"],
    ["contact", "Luis"],
    ["poll", "Which day?"],
    ["image", ""],
    ["image", ""],
  ]);
  expect(proto.Message.create(client.messages.at(-2)?.message ?? {}).viewOnceMessageV2).toBeTruthy();
});
