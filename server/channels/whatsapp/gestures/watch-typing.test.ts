import { expect, test, vi } from "vitest";
import { showTyping } from "#contract/gestures.ts";
import { runLinkedShop } from "#server/testing/run-linked-shop.ts";

const patience = { timeout: 30_000, interval: 20 };
const shop = await runLinkedShop();

test("who is written to is heard while they write, and others are not asked about", async () => {
  const ana = await shop.customer("Ana Ruiz");
  const asked = () =>
    shop.whatsapp.stanzas.filter(({ tag, attrs }) => tag === "presence" && attrs.type === "subscribe");
  expect(asked()).toEqual([]);
  for (let times = 0; times < 2; times += 1) {
    await shop.owner.ok(showTyping, { params: { conversationId: ana.conversationId } });
    await vi.waitFor(() => expect(asked().map(({ attrs }) => attrs.to)).toEqual([ana.phone.lid]), patience);
  }
  ana.phone.setTyping(shop.phone, "composing");
  const told = () => shop.rooms.published.filter(({ kind }) => kind === "conversation.typing");
  const { conversationId } = ana;
  const writing = { passing: { conversationId, details: { isTyping: true, isRecording: false } } };
  await vi.waitFor(() => expect(told()).toMatchObject([writing]), patience);
  ana.phone.setTyping(shop.phone, "recording");
  const recording = { passing: { conversationId, details: { isTyping: true, isRecording: true } } };
  await vi.waitFor(() => expect(told()).toMatchObject([writing, recording]), patience);
});
