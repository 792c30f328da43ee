import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { channelKinds } from "#contract/channels.ts";
import { listConversations } from "#contract/conversations.ts";
import { uploadFile } from "#contract/files.ts";
import { reactToMessage } from "#contract/gestures.ts";
import { listMessages, type Message, sendMessage } from "#contract/messages.ts";
import { capabilitiesOf } from "#server/channels/adapters.ts";
import { query, read } from "#server/context.ts";
import { type ConformanceHouse, inTime, openHouse } from "#server/testing/outside/open-house.ts";
import type { OutsideAccount, OutsideCustomer } from "#server/testing/outside/outside.ts";
import { samples } from "#server/testing/outside/samples.ts";

describe.each(channelKinds)("%s", (kind) => {
  const capabilities = capabilitiesOf[kind];
  let house: ConformanceHouse;
  let shop: OutsideAccount;
  beforeAll(async () => {
    house = await openHouse(kind, { delivered: true });
    await house.start();
    shop = house.outside.account("Ortiz Shop");
    const channelId = await house.connect(shop);
    await inTime(async () => expect((await house.channel(channelId)).status).toBe("CONNECTED"));
  });
  afterAll(() => house.close());

  test.each([
    ["as it was", "Ana"],
    ["rewritten", "Anton"],
  ] as const)(
    "each thing that a phone can send is stored as what it is, once, also when it comes twice, %s",
    async (how, name) => {
      const off = house.outside.deliverTwice(how);
      const { customer, conversationId } = await meet(name);
      const kinds = Object.keys(customer.send);
      for (const [index, send] of Object.values(customer.send).entries()) {
        await send(shop);
        // One after the other, so that their order is the one in which they were sent.
        await inTime(async () => expect(await thread(conversationId)).toHaveLength(index + 2));
      }
      off();
      await inTime(async () => {
        const [, ...messages] = await thread(conversationId);
        expect(messages.map(({ content }) => content.kind)).toEqual(kinds);
        for (const { content } of messages) {
          if ("attachment" in content) expect(content.attachment).toMatchObject({ state: "stored", failure: null });
        }
      });
      expect(await doubles()).toEqual([]);
    },
  );

  test.each([
    ["as it was", "Ben"],
    ["rewritten", "Berta"],
  ] as const)(
    "replies, edits, removals and reactions find their message, also when they are told twice, %s",
    async (how, name) => {
      const off = house.outside.deliverTwice(how);
      const { customer, conversationId } = await meet(name);
      const first = customer.write(shop, "Is it blue?");
      await inTime(async () => expect(await thread(conversationId)).toHaveLength(2));
      const second = customer.write(shop, "This one", first);
      const message = async (index: number) => (await thread(conversationId))[index];
      await inTime(async () => expect((await message(2))?.replyTo).toMatchObject({ excerpt: "Is it blue?" }));
      customer.edit?.(shop, first, "Is it green?");
      if (customer.edit) {
        await inTime(async () =>
          expect(await message(1)).toMatchObject({ content: { text: "Is it green?" }, editedAt: expect.any(String) }),
        );
      }
      customer.react?.(shop, second, "❤️");
      if (customer.react) {
        const reactions = [{ by: "customer", emoji: "❤️", memberId: null }];
        await inTime(async () => expect(await message(2)).toMatchObject({ reactions }));
      }
      customer.remove?.(shop, first);
      if (customer.remove) await inTime(async () => expect((await message(1))?.content).toEqual({ kind: "removed" }));
      off();
      expect(await thread(conversationId)).toHaveLength(3);
    },
  );

  test("what a member sends arrives as what it is, once; what the kind cannot do is refused with its sentence", async () => {
    const { customer, conversationId } = await meet("Carla");
    const [asked] = await thread(conversationId);
    const heard = () => customer.heard(shop);
    const expected: { kind: string; text: string; answers: string | null }[] = [];
    const arrives = async (kind: string, text = "", answers: string | null = null) => {
      expected.push({ kind, text, answers });
      await inTime(() => expect(heard()).toEqual(expected));
    };
    await send(conversationId, { text: "We have it." });
    await arrives("text", "We have it.");
    await send(conversationId, { text: "In blue.", replyToMessageId: asked?.id ?? "" });
    await arrives("text", "In blue.", "Hello from Carla");
    await send(conversationId, { fileId: await upload(await samples.photo(), "vase.jpg") });
    await arrives("photo");
    await send(conversationId, { fileId: await upload(await samples.document(), "bill.pdf") });
    await arrives("document");
    await send(conversationId, { fileId: await upload(await samples.video(), "vase.mp4") });
    await arrives(capabilities.video ? "video" : "document");
    const voice = { voice: { seconds: 4, waveform: [0, 40, 100, 40] } };
    const recording = { fileId: await upload(await samples.voice(), "voice.ogg"), ...voice };
    if (capabilities.voice) {
      await send(conversationId, recording);
      await arrives("voice");
    } else expect(await refusal(conversationId, recording)).toMatchObject({ code: "not_possible", field: "voice" });
    await inTime(async () =>
      expect((await ours(conversationId)).map(({ state }) => /^(?:sent|delivered|read)$/.test(state))).toEqual(
        expected.map(() => true),
      ),
    );
  });

  test("a member's reaction sits on the customer's message, or is refused where there are none", async () => {
    const customer = house.outside.customer("Dora");
    const id = customer.write(shop, "Thank you");
    const conversationId = await conversationOf("Dora");
    const [message] = await thread(conversationId);
    const given = { params: { conversationId, messageId: message?.id ?? "" }, body: { emoji: "👍" } };
    const { status, problem } = await house.owner.call(reactToMessage, given);
    if (capabilities.reaction) {
      expect(status).toBe(200);
      await inTime(() => expect(customer.reactions(shop, id)).toEqual(["👍"]));
    } else {
      expect([status, problem.code]).toEqual([409, "not_possible"]);
      expect(problem.title).toMatch(/\.$/);
    }
  });

  test("what is too long or too big is refused before it is queued, and the field is named", async () => {
    const { conversationId } = await meet("Eva");
    const { maxLength } = capabilities.text;
    // The largest body that is taken at all is the other limit.
    const text = "x".repeat(Math.min(maxLength + 1, 65_537));
    const tooLong = await refusal(conversationId, { text });
    expect(tooLong.field).toBe("text");
    expect(tooLong.status).toBeGreaterThanOrEqual(400);
    const fileId = await upload(await samples.photo(), "vase.jpg");
    const caption = "x".repeat(capabilities.caption.maxLength + 1);
    expect(await refusal(conversationId, { fileId, text: caption })).toMatchObject({
      code: "text_too_long",
      field: "text",
    });
    // A photo of nothing but weight: the first bytes say what it is.
    const heavy = Buffer.concat([await samples.photo(), Buffer.alloc(capabilities.photo.maxBytes)]);
    const tooBig = { fileId: await upload(heavy, "heavy.jpg") };
    expect(await refusal(conversationId, tooBig)).toMatchObject({ code: "file_too_large", field: "fileId" });
    expect(await ours(conversationId)).toEqual([]);
  });

  test("a customer who has left is not written to, and the message says why", async () => {
    const { customer, conversationId } = await meet("Finn");
    if (!customer.leave) return expect(capabilities.connectedBy).toBe("link");
    customer.leave(shop);
    const draft = { text: "Are you there?" };
    const { status, problem } = await house.owner.call(sendMessage, drafted(conversationId, draft));
    if (status === 201) {
      await inTime(async () =>
        expect(await ours(conversationId)).toMatchObject([
          { state: "refused", refusal: { reason: customer.whenGone } },
        ]),
      );
    } else expect(problem.code).toBe(customer.whenGone);
    expect(customer.heard(shop)).toEqual([]);
  });

  test("who is asked to wait waits as long as asked, and then everything leaves once, in its order", async () => {
    const { customer, conversationId } = await meet("Gina");
    const { seconds, off } = shop.limit();
    const asked = house.rooms.clock.now().getTime();
    await send(conversationId, { text: "One" });
    const queued = async () => (await ours(conversationId))[0];
    await inTime(async () =>
      expect(await queued()).toMatchObject({ state: "queued", nextAttemptAt: expect.any(String) }),
    );
    expect(Date.parse((await queued())?.nextAttemptAt ?? "") - asked).toBeGreaterThan((seconds - 1) * 1_000);
    off();
    await send(conversationId, { text: "Two" });
    expect((await queued())?.state).toBe("queued");
    house.rooms.clock.advance(seconds * 1_000 + 30_000);
    // Looked at again is what waits when its time has come by the clock of the machine, or when something is written.
    await send(conversationId, { text: "Three" });
    await inTime(() => expect(customer.heard(shop).map(({ text }) => text)).toEqual(["One", "Two", "Three"]));
  });

  async function meet(name: string): Promise<{ customer: OutsideCustomer; conversationId: string }> {
    const customer = house.outside.customer(name);
    customer.write(shop, `Hello from ${name}`);
    return { customer, conversationId: await conversationOf(name) };
  }

  function conversationOf(name: string): Promise<string> {
    return inTime(async () => {
      const { items } = await house.owner.ok(listConversations);
      const found = items.find(({ contact }) => contact.name.startsWith(name));
      if (!found)
        throw new Error(`There is no conversation with ${name} among ${items.map((one) => one.contact.name)}.`);
      return found.id;
    });
  }

  async function thread(conversationId: string): Promise<Message[]> {
    return (await house.owner.ok(listMessages, { params: { conversationId } })).messages;
  }

  async function ours(conversationId: string): Promise<Message[]> {
    return (await thread(conversationId)).filter(({ direction }) => direction === "outbound");
  }

  async function upload(bytes: Buffer, name: string): Promise<string> {
    const form = new FormData();
    form.set("file", new File([new Uint8Array(bytes)], name));
    return (await house.owner.ok(uploadFile, { form })).id;
  }

  type Draft = Omit<Parameters<typeof drafted>[1], "idempotencyKey">;

  function send(conversationId: string, draft: Draft): Promise<Message> {
    return house.owner.ok(sendMessage, drafted(conversationId, draft));
  }

  async function refusal(conversationId: string, draft: Draft) {
    const { status, problem } = await house.owner.call(sendMessage, drafted(conversationId, draft));
    return { status, code: problem.code, field: problem.fields?.[0]?.path };
  }

  /** External identifiers that more than one message has. */
  async function doubles(): Promise<unknown[]> {
    const twice = query
      .selectFrom("messages")
      .select("external_id")
      .where("workspace_id", "=", house.context.workspaceId)
      .where("external_id", "is not", null)
      .groupBy(["conversation_id", "external_id"])
      .having(({ fn }) => fn.countAll(), ">", 1);
    return read(house.context, twice);
  }
});

function drafted(
  conversationId: string,
  draft: { text?: string; fileId?: string; replyToMessageId?: string; voice?: { seconds: number; waveform: number[] } },
) {
  return { params: { conversationId }, body: { idempotencyKey: crypto.randomUUID(), ...draft } };
}
