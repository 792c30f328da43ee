import { proto } from "baileys";
import { expect, test, vi } from "vitest";
import { beginConversation, listConversations } from "#contract/conversations.ts";
import { listMessages, sendMessage } from "#contract/messages.ts";
import { query, read, transact } from "#server/context.ts";
import { receiveUpdates } from "#server/conversations/receive/receive-updates.ts";
import { runLinkedShop } from "#server/testing/run-linked-shop.ts";
import type { SimulatedPhone } from "#simulators/whatsapp/start-whatsapp.ts";

const patience = { timeout: 30_000, interval: 20 };
const shop = await runLinkedShop();

test("who asks again for a message of somebody else gets nothing", async () => {
  const ana = await shop.customer("Ana Ruiz");
  const eve = await shop.customer("Eve Moss");
  const sent = await send(ana.conversationId, "Your code is 4711");
  await vi.waitFor(() => expect(heard(ana.phone)).toEqual(["Your code is 4711"]), patience);
  eve.phone.askAgain(shop.phone, await externalIdOf(sent.id));
  ana.phone.askAgain(shop.phone, await externalIdOf(sent.id));
  await vi.waitFor(() => expect(arrivals(ana.phone)).toEqual([2]), patience);
  expect(heard(eve.phone)).toEqual([]);
});

test("names, captions and files of any length and with any character are shown", async () => {
  const name = `Zo\u0000e \ud800 ${"z".repeat(20_000)} ${"é".repeat(3000)}`;
  const zoe = shop.whatsapp.phone({ number: "34611000999", name });
  const texts: proto.IMessage[] = [
    { conversation: "a\u0000b" },
    {
      conversation:
        `big ${Buffer.from(Array.from({ length: 3000 }, () => Math.floor(Math.random() * 255))).toString("base64")}`.repeat(
          300,
        ),
    },
    { extendedTextMessage: { text: "reply", contextInfo: { stanzaId: "a\u0000b" } } },
    { pollCreationMessage: { name: "\u0000", options: [{ optionName: "\u0000" }] } },
    { locationMessage: { degreesLatitude: 1, degreesLongitude: 1, name: "\u0000", address: "x".repeat(100_000) } },
    { contactMessage: { displayName: "\u0000", vcard: "BEGIN:VCARD\nFN:\u0000\nTEL:\u0000\nEND:VCARD" } },
    {
      contactsArrayMessage: {
        contacts: Array.from({ length: 1000 }, (_, index) => ({ displayName: `C${index}`, vcard: "FN:x\nTEL:1" })),
      },
    },
    {
      documentMessage: {
        fileName: `\u0000${"n".repeat(5000)}`,
        mimetype: `a\u0000${"m".repeat(5000)}`,
        mediaKey: Buffer.alloc(32),
        url: "https://127.0.0.1/\u0000",
        directPath: "/\u0000",
        fileLength: 99999999999999,
      },
    },
    {
      imageMessage: {
        caption: "\u0000",
        mimetype: "image/svg+xml",
        mediaKey: Buffer.alloc(32),
        url: "http://169.254.169.254/latest",
        width: 4294967295,
        height: 4294967295,
      },
    },
    { reactionMessage: { key: { id: "nothing\u0000" }, text: "\u0000" } },
  ];
  for (const message of texts) zoe.sendRaw(shop.phone, message);
  zoe.write(shop.phone, "the end");
  const conversationId = await vi.waitFor(async () => {
    const { items } = await shop.owner.ok(listConversations, { query: {} });
    const found = items.find((one: { contact: { name: string } }) => one.contact.name.startsWith("Zo"));
    if (!found) throw new Error("none");
    return found.id;
  }, patience);
  const kinds = ["text", "text", "text", "text", "location", "contacts", "contacts", "document", "photo", "text"];
  await vi.waitFor(
    async () => expect((await messages(conversationId)).map(({ content }) => content.kind)).toEqual(kinds),
    patience,
  );
  expect(await rejected()).toEqual([]);
  const [, long] = await messages(conversationId);
  expect(long?.content).toMatchObject({ kind: "text", text: expect.stringMatching(/^.{65536}$/s) });
});

test("what somebody says about the messages of another chat changes nothing there", async () => {
  const ana = await shop.customer("Ana Bell");
  const eve = await shop.customer("Eve Bell");
  const sent = await send(ana.conversationId, "We are open");
  await vi.waitFor(async () => expect((await last(ana.conversationId))?.state).toBe("delivered"), patience);
  const before = await messages(ana.conversationId);
  const [asked] = ana.phone.thread(shop.phone);
  for (const id of [asked?.id ?? "", await externalIdOf(sent.id)]) {
    const key = { id, remoteJid: ana.phone.lid, fromMe: true };
    const { MESSAGE_EDIT, REVOKE } = proto.Message.ProtocolMessage.Type;
    const editedMessage = { conversation: "Pay to another account" };
    eve.phone.sendRaw(shop.phone, { protocolMessage: { key, type: MESSAGE_EDIT, editedMessage } });
    eve.phone.sendRaw(shop.phone, { protocolMessage: { key, type: REVOKE } });
    eve.phone.sendRaw(shop.phone, { reactionMessage: { key, text: "👎" } });
    const copy = { destinationJid: ana.phone.jid, message: { conversation: "From the phone" } };
    eve.phone.sendRaw(shop.phone, { deviceSentMessage: copy });
    const update = { kind: "receipt" as const, externalIds: [id], state: "read" as const, at: new Date() };
    await receiveUpdates(shop.context, {
      channelId: shop.channelId,
      updates: [{ ...update, chatId: eve.phone.lid }],
      position: null,
    });
  }
  eve.phone.write(shop.phone, "the end");
  await expect.poll(async () => (await last(eve.conversationId))?.content).toMatchObject({ text: "the end" });
  expect(await messages(ana.conversationId)).toEqual(before);
  expect(await rejected()).toEqual([]);
});

test("whoever uses the id of somebody else's message loses nothing, nor does the other", async () => {
  const ana = await shop.customer("Ana Cole");
  const eve = await shop.customer("Eve Cole");
  const id = "3EB0FFFFFFFFFFFFFF0001";
  eve.phone.write(shop.phone, "Eve was first", { id });
  await vi.waitFor(async () => expect(await texts(eve.conversationId)).toEqual(["Hello", "Eve was first"]), patience);
  ana.phone.write(shop.phone, "Ana was second", { id });
  await vi.waitFor(async () => expect(await texts(ana.conversationId)).toEqual(["Hello", "Ana was second"]), patience);
});

test("a chat is named by the server, not by what is written inside", async () => {
  const ana = await shop.customer("Ana Dole");
  const eve = await shop.customer("Eve Dole");
  const pn = Number(ana.phone.number);
  const lid = Number(eve.phone.lid.split("@")[0]);
  const mapping = proto.LIDMigrationMappingSyncPayload.encode({ pnToLidMappings: [{ pn, assignedLid: lid }] }).finish();
  eve.phone.sendRaw(shop.phone, {
    protocolMessage: {
      type: proto.Message.ProtocolMessage.Type.LID_MIGRATION_MAPPING_SYNC,
      lidMigrationMappingSyncMessage: { encodedMappingPayload: mapping },
    },
  });
  const history = { directPath: "@127.0.0.1:1/x", mediaKey: Buffer.alloc(32), syncType: 3, fileLength: 1 };
  eve.phone.sendRaw(shop.phone, {
    protocolMessage: {
      type: proto.Message.ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION,
      historySyncNotification: history,
    },
  });
  eve.phone.write(shop.phone, "I am Eve");
  await vi.waitFor(async () => expect(await texts(eve.conversationId)).toEqual(["Hello", "I am Eve"]), patience);
  await send(ana.conversationId, "Only for Ana");
  await vi.waitFor(() => expect(heard(ana.phone)).toEqual(["Only for Ana"]), patience);
  expect(heard(eve.phone)).toEqual([]);
  expect(await texts(ana.conversationId)).toEqual(["Hello", "Only for Ana"]);
});

test("a number that was given out anew leads to whoever has it now", async () => {
  const former = await shop.customer("Ana Gole");
  const dora = shop.whatsapp.phone({ number: "34655000222", name: "Dora Gole" });
  await transact(shop.context, (tx) =>
    tx.db
      .updateTable("identities")
      .set({ phone: dora.number })
      .where("workspace_id", "=", tx.workspaceId)
      .where("external_id", "=", former.phone.lid)
      .execute(),
  );
  const body = { channelId: shop.channelId, phoneNumber: `+${dora.number}` };
  const begun = await shop.owner.ok(beginConversation, { body });
  expect(begun.id).not.toBe(former.conversationId);
  await send(begun.id, "For Dora alone");
  await vi.waitFor(() => expect(heard(dora)).toEqual(["For Dora alone"]), patience);
  expect(heard(former.phone)).toEqual([]);
});

test("messages that no phone writes stop nobody, and are confirmed like any other", async () => {
  const eve = await shop.customer("Eve Fole");
  const { Type } = proto.Message.ProtocolMessage;
  const odd: proto.IMessage[] = [
    {},
    ...Object.values(Type).flatMap((type) => (typeof type === "number" ? { protocolMessage: { type } } : [])),
    { protocolMessage: { key: { id: "x" }, type: Type.MESSAGE_EDIT, editedMessage: {} } },
    { reactionMessage: {} },
    { pollUpdateMessage: {} },
    { pollUpdateMessage: { pollCreationMessageKey: {}, vote: {} } },
    { deviceSentMessage: {} },
    { encEventResponseMessage: {} },
    { senderKeyDistributionMessage: { groupId: "1@g.us", axolotlSenderKeyDistributionMessage: Buffer.from("none") } },
    { contactsArrayMessage: {} },
    { imageMessage: {} },
    { albumMessage: {} },
    nested(8),
    nested(40),
    nested(3_000),
  ];
  for (const message of odd) eve.phone.sendRaw(shop.phone, message);
  eve.phone.write(shop.phone, "the end");
  await vi.waitFor(async () => expect(await texts(eve.conversationId)).toContain("the end"), patience);
  const ticks = () => eve.phone.thread(shop.phone).map((letter) => letter.ticks);
  await vi.waitFor(() => expect(new Set(ticks())).toEqual(new Set(["delivered"])), patience);
});

/** A text in so many wrappers. */
function nested(depth: number): proto.IMessage {
  let message: proto.IMessage = { conversation: `${depth} deep` };
  for (let level = 0; level < depth; level += 1) message = { ephemeralMessage: { message } };
  return message;
}

async function rejected() {
  const all = query.selectFrom("rejected_updates").select(["reason", "external_id"]);
  return read(shop.context, all.where("workspace_id", "=", shop.context.workspaceId));
}

async function last(conversationId: string) {
  return (await messages(conversationId)).at(-1);
}

async function texts(conversationId: string) {
  return (await messages(conversationId)).map(({ content }) => ("text" in content ? content.text : content.kind));
}

async function messages(conversationId: string) {
  return (await shop.owner.ok(listMessages, { params: { conversationId }, query: {} })).messages;
}

function send(conversationId: string, text: string) {
  return shop.owner.ok(sendMessage, {
    params: { conversationId },
    body: { idempotencyKey: crypto.randomUUID(), text },
  });
}

async function externalIdOf(messageId: string): Promise<string> {
  const [row] = await read(
    shop.context,
    query.selectFrom("messages").select("external_id").where("id", "=", messageId),
  );
  return row?.external_id ?? "";
}

function heard(phone: SimulatedPhone): string[] {
  return phone.thread(shop.phone).flatMap(({ fromMe, text }) => (fromMe ? [] : [text ?? ""]));
}

function arrivals(phone: SimulatedPhone): number[] {
  return phone.thread(shop.phone).flatMap((letter) => (letter.fromMe ? [] : [letter.arrivals]));
}
