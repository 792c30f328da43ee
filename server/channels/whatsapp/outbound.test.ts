import { expect, test, vi } from "vitest";
import { beginConversation, markConversationRead } from "#contract/conversations.ts";
import { uploadFile } from "#contract/files.ts";
import { reactToMessage, showTyping } from "#contract/gestures.ts";
import { listMessages, sendMessage } from "#contract/messages.ts";
import { transact } from "#server/context.ts";
import { runLinkedShop } from "#server/testing/run-linked-shop.ts";
import { sampleMedia } from "#simulators/whatsapp/media/samples.ts";
import type { SimulatedPhone } from "#simulators/whatsapp/start-whatsapp.ts";

const patience = { timeout: 30_000, interval: 20 };
const shop = await runLinkedShop();

test("an answer reaches the customer's phone, and its ticks come back", async () => {
  const ana = await shop.customer("Ana Ruiz");
  const sent = await send(ana.conversationId, { text: "We are open" });
  await vi.waitFor(() => expect(heard(ana.phone)).toEqual(["We are open"]), patience);
  await vi.waitFor(async () => expect(await stateOf(ana.conversationId, sent.id)).toBe("delivered"), patience);
  ana.phone.readAll(shop.phone);
  await vi.waitFor(async () => expect(await stateOf(ana.conversationId, sent.id)).toBe("read"), patience);
});

test("what was attached arrives as what it is", async () => {
  const ben = await shop.customer("Ben Okafor");
  const kinds = ["image", "video", "voice", "document"] as const;
  const sent: Buffer[] = [];
  for (const kind of kinds) {
    const { bytes, name = `file.${kind}` } = await sampleMedia(kind);
    const form = new FormData();
    form.set("file", new File([new Uint8Array(bytes)], name));
    const { id: fileId } = await shop.owner.ok(uploadFile, { form });
    const voice = kind === "voice" ? { voice: { seconds: 4, waveform: [0, 40, 100, 40] } } : {};
    await send(ben.conversationId, { fileId, ...voice });
    sent.push(bytes);
  }
  const files = () => ben.phone.thread(shop.phone).filter(({ fromMe }) => !fromMe);
  await vi.waitFor(() => expect(files().map(({ kind }) => kind)).toEqual(kinds), patience);
  const cameAsSent = () => files().map(({ media }, index) => media?.bytes?.equals(sent[index] ?? Buffer.of()));
  await vi.waitFor(() => expect(cameAsSent()).toEqual(kinds.map(() => true)), patience);
});

test("a recording that is none, and words on one, are refused", async () => {
  const eva = await shop.customer("Eva Lind");
  const form = new FormData();
  form.set("file", new File(["no sound"], "voice.ogg"));
  const { id: fileId } = await shop.owner.ok(uploadFile, { form });
  const voice = { seconds: 1, waveform: [] };
  expect((await trySending(eva.conversationId, { fileId, voice })).code).toBe("file_refused");
  expect((await trySending(eva.conversationId, { fileId, voice, text: "Listen" })).code).toBe("text_too_long");
});

test("a member reacts, answers one message, and the customer sees typing and blue ticks", async () => {
  const ana = await shop.customer("Carla Mota");
  const params = { conversationId: ana.conversationId };
  const [asked] = (await shop.owner.ok(listMessages, { params, query: {} })).messages;
  const messageId = asked?.id ?? "";
  const reacted = await shop.owner.ok(reactToMessage, { params: { ...params, messageId }, body: { emoji: "👍" } });
  expect(reacted.reactions).toEqual([{ by: "us", emoji: "👍", memberId: shop.owner.memberId }]);
  await expect.poll(() => [...(ana.phone.thread(shop.phone)[0]?.reactions.values() ?? [])]).toEqual(["👍"]);
  await shop.owner.ok(reactToMessage, { params: { ...params, messageId }, body: { emoji: null } });
  await vi.waitFor(() => expect(ana.phone.thread(shop.phone)[0]?.reactions.size).toBe(0), patience);
  await send(ana.conversationId, { text: "Yes", replyToMessageId: messageId });
  const [hello] = ana.phone.thread(shop.phone);
  await vi.waitFor(() => expect(ana.phone.thread(shop.phone)[1]).toMatchObject({ quotedId: hello?.id }), patience);
  await shop.owner.ok(showTyping, { params });
  await vi.waitFor(() => expect(ana.phone.typing(shop.phone)).toBe("composing"), patience);
  await shop.owner.ok(markConversationRead, { params });
  await vi.waitFor(() => expect(ana.phone.thread(shop.phone)[0]?.ticks).toBe("read"), patience);
});

test("a conversation is begun by number with who has one, and only once", async () => {
  const dora = shop.whatsapp.phone({ number: "34655000111", name: "Dora Vidal" });
  const { channelId } = shop;
  const begun = await shop.owner.ok(beginConversation, { body: { channelId, phoneNumber: "655 000 111" } });
  expect(begun).toMatchObject({
    contact: { name: "+34 655 00 01 11" },
    lastMessage: null,
    assignee: { memberId: shop.owner.memberId },
  });
  const again = await shop.owner.ok(beginConversation, { body: { channelId, phoneNumber: "+34 655000111" } });
  expect(again.id).toBe(begun.id);
  await send(begun.id, { text: "Your vase is here" });
  await vi.waitFor(() => expect(heard(dora)).toEqual(["Your vase is here"]), patience);
  dora.write(shop.phone, "Lovely");
  await vi.waitFor(async () => expect(await texts(begun.id)).toContain("Lovely"), patience);
});

test("a number that nobody has is named before anything is stored, and so is what is no number", async () => {
  const begin = async (phoneNumber: string) => {
    const { problem } = await shop.owner.call(beginConversation, { body: { channelId: shop.channelId, phoneNumber } });
    return [problem.code, problem.fields?.[0]?.path, problem.title];
  };
  expect(await begin("+34 655 999 999")).toEqual([
    "not_on_service",
    "phoneNumber",
    "+34 655 99 99 99 is not on WhatsApp. Check the number.",
  ]);
  expect((await begin("call me")).slice(0, 2)).toEqual(["invalid_number", "phoneNumber"]);
  const found = await transact(shop.context, (tx) =>
    tx.db.selectFrom("identities").select("id").where("phone", "=", "34655999999").execute(),
  );
  expect(found).toEqual([]);
});

test("who may not see the queue of a channel cannot begin there, and learns nothing of what is there", async () => {
  // The workspace shows everything to all by default, so the walls are put up first.
  await transact(shop.context, (tx) => tx.db.updateTable("workspaces").set({ visibility: "teams" }).execute());
  const user = await shop.rooms.addMember(shop.context.workspaceId, "user");
  const body = { channelId: shop.channelId, phoneNumber: "+34 655 000 111" };
  expect((await user.call(beginConversation, { body })).problem.code).toBe("taken");
  await transact(shop.context, (tx) => tx.db.updateTable("workspaces").set({ visibility: "everything" }).execute());
});

test("while the line is away a reaction is taken back, and a message waits and leaves later, once", async () => {
  const fay = await shop.customer("Fay Tan");
  const params = { conversationId: fay.conversationId };
  const [asked] = (await shop.owner.ok(listMessages, { params, query: {} })).messages;
  await shop.stop();
  const reaction = { params: { ...params, messageId: asked?.id ?? "" }, body: { emoji: "👍" } };
  expect((await shop.owner.call(reactToMessage, reaction)).problem.code).toBe("not_delivered");
  expect((await shop.owner.ok(listMessages, { params, query: {} })).messages[0]?.reactions).toEqual([]);
  const sent = await send(fay.conversationId, { text: "Later" });
  await shop.startAgain();
  await vi.waitFor(() => expect(heard(fay.phone)).toEqual(["Later"]), patience);
  await vi.waitFor(async () => expect(await stateOf(fay.conversationId, sent.id)).toBe("delivered"), patience);
});

test("a phone that could not read what was sent gets it again from a process that never sent it", async () => {
  const gus = await shop.customer("Gus Berg");
  const lines = Array.from({ length: 10 }, (_, index) => `Line ${index}`);
  for (const text of lines) await send(gus.conversationId, { text });
  await vi.waitFor(() => expect(heard(gus.phone)).toEqual(lines), patience);
  await shop.stop();
  await shop.startAgain();
  const sent = () => gus.phone.thread(shop.phone).filter(({ fromMe }) => !fromMe);
  for (const { id } of sent()) gus.phone.askAgain(shop.phone, id);
  await vi.waitFor(() => expect(sent().map(({ arrivals }) => arrivals)).toEqual(lines.map(() => 2)), patience);
  expect(heard(gus.phone)).toEqual(lines);
});

test("swallowed acks, cut lines and restarts lose nothing, and show nothing twice", async () => {
  const people = await Promise.all(Array.from({ length: 5 }, (_, index) => shop.customer(`Guest ${index}`)));
  const lines = Array.from({ length: 10 }, (_, index) => `Line ${index}`);
  shop.whatsapp.faults.add({ kind: "swallow ack", probability: 0.1 });
  shop.whatsapp.faults.add({ kind: "swallow message", probability: 0.05 });
  for (const text of lines) for (const { conversationId } of people) await send(conversationId, { text });
  for (const count of [5, 15, 25, 35]) {
    await vi.waitFor(() => expect(arrived(people)).toBeGreaterThan(count), patience);
    if (count === 15) {
      await shop.stop();
      await shop.startAgain();
    } else shop.whatsapp.faults.drop();
  }
  const all = () => expect(people.map(({ phone }) => heard(phone))).toEqual(people.map(() => lines));
  await vi.waitFor(all, { timeout: 90_000, interval: 200 });
  shop.whatsapp.faults.clear();
  const settled = async () => {
    for (const { conversationId } of people) {
      const { messages } = await shop.owner.ok(listMessages, { params: { conversationId }, query: {} });
      expect(messages.filter(({ direction, state }) => direction === "outbound" && state !== "delivered")).toEqual([]);
    }
  };
  await vi.waitFor(settled, { timeout: 60_000, interval: 200 });
});

type Draft = Omit<NonNullable<Parameters<typeof shop.owner.ok<typeof sendMessage>>[1]>["body"], "idempotencyKey">;

function send(conversationId: string, draft: Draft) {
  return shop.owner.ok(sendMessage, {
    params: { conversationId },
    body: { idempotencyKey: crypto.randomUUID(), ...draft },
  });
}

async function trySending(conversationId: string, draft: Draft) {
  const body = { idempotencyKey: crypto.randomUUID(), ...draft };
  return (await shop.owner.call(sendMessage, { params: { conversationId }, body })).problem;
}

/** What the shop wrote, as a customer's phone shows it. */
function heard(phone: SimulatedPhone): string[] {
  return phone.thread(shop.phone).flatMap(({ fromMe, text }) => (fromMe ? [] : [text]));
}

function arrived(people: readonly { readonly phone: SimulatedPhone }[]): number {
  return people.reduce((sum, { phone }) => sum + heard(phone).length, 0);
}

async function stateOf(conversationId: string, messageId: string) {
  const { messages } = await shop.owner.ok(listMessages, { params: { conversationId }, query: {} });
  return messages.find(({ id }) => id === messageId)?.state;
}

async function texts(conversationId: string) {
  const { messages } = await shop.owner.ok(listMessages, { params: { conversationId }, query: {} });
  return messages.map(({ content }) => ("text" in content ? content.text : ""));
}
