import { expect, test, vi } from "vitest";
import { listMessages, sendMessage } from "#contract/messages.ts";
import { query, read } from "#server/context.ts";
import { runLinkedShop } from "#server/testing/run-linked-shop.ts";
import type { SimulatedPhone } from "#simulators/whatsapp/start-whatsapp.ts";

const patience = { timeout: 30_000, interval: 20 };
const shop = await runLinkedShop();

test("what waits when the phone logs the device out leaves after the next scan, in the same conversation", async () => {
  const ana = await shop.customer("Ana Ruiz");
  await settled("CONNECTED");
  shop.phone.logOut();
  await settled("NEEDS_ACTION", "logged_out");
  const sent = await send(ana.conversationId, "We are open");
  await shop.linkAgain();
  await settled("CONNECTED");
  await vi.waitFor(() => expect(heard(ana.phone)).toEqual(["We are open"]), patience);
  ana.phone.write(shop.phone, "Good");
  await vi.waitFor(
    async () => expect(await texts(ana.conversationId)).toEqual(["Hello", "We are open", "Good"]),
    patience,
  );
  await vi.waitFor(async () => expect(await stateOf(ana.conversationId, sent.id)).toBe("delivered"), patience);
});

async function settled(status: string, reason: string | null = null): Promise<void> {
  const byId = query.selectFrom("channels").select(["status", "reason"]).where("id", "=", shop.channelId);
  await vi.waitFor(async () => expect((await read(shop.context, byId))[0]).toEqual({ status, reason }), patience);
}

function send(conversationId: string, text: string) {
  return shop.owner.ok(sendMessage, {
    params: { conversationId },
    body: { idempotencyKey: crypto.randomUUID(), text },
  });
}

async function messages(conversationId: string) {
  return (await shop.owner.ok(listMessages, { params: { conversationId }, query: {} })).messages;
}

async function texts(conversationId: string) {
  return (await messages(conversationId)).map(({ content }) => ("text" in content ? content.text : content.kind));
}

async function stateOf(conversationId: string, messageId: string) {
  return (await messages(conversationId)).find(({ id }) => id === messageId)?.state;
}

function heard(phone: SimulatedPhone): string[] {
  return phone.thread(shop.phone).flatMap(({ fromMe, text }) => (fromMe ? [] : [text ?? ""]));
}
