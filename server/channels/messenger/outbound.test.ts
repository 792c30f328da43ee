import { expect, test } from "vitest";
import { listConversations } from "#contract/conversations.ts";
import { listMessages, sendMessage } from "#contract/messages.ts";
import { transact } from "#server/context.ts";
import { wakeLanes } from "#server/conversations/send/wake-lanes.ts";
import { eventually } from "#server/testing/open-channels.ts";
import { openPages } from "#server/testing/open-pages.ts";

const hour = 3_600_000;

/** A customer has written to the page, and jobs are worked off. */
async function openShop() {
  const rooms = await openPages();
  const { messenger, owner, shop, app } = rooms;
  const ana = messenger.customer({ firstName: "Ana", lastName: "Ruiz" });
  ana.write(shop, "Is it open on Sunday?");
  await eventually(() => expect(app.pending()).toBe(0));
  await rooms.work();
  const conversation = async () => {
    const [one] = (await owner.ok(listConversations, { query: {} })).items;
    if (!one) throw new Error("There is no conversation.");
    return one;
  };
  const { id: conversationId } = await conversation();
  const params = { conversationId };
  const bodyOf = (text: string) => ({ idempotencyKey: crypto.randomUUID(), text });
  return {
    ...rooms,
    ana,
    conversation,
    say: (text: string) => owner.ok(sendMessage, { params, body: bodyOf(text) }),
    codeOfSaying: async (text: string) => {
      const { status, problem } = await owner.call(sendMessage, { params, body: bodyOf(text) });
      return [status, problem.code];
    },
    thread: async () => (await owner.ok(listMessages, { params, query: {} })).messages,
    /** What the page has said, as the customer sees it. */
    heard: () => ana.thread(shop).flatMap(({ from, text }) => (from === "page" && text ? [text] : [])),
    pass(milliseconds: number) {
      rooms.rooms.clock.advance(milliseconds);
      messenger.advance(milliseconds);
    },
  };
}

test("an answer reaches the customer once, and is there once when its echo has come", async () => {
  const { say, thread, heard, app } = await openShop();
  await say("Yes, 10 to 4.");
  await eventually(async () => expect((await thread()).at(-1)?.state).toMatch(/sent|delivered/));
  await eventually(() => expect(app.pending()).toBe(0));
  expect((await thread()).map(({ direction }) => direction)).toEqual(["inbound", "outbound"]);
  expect(heard()).toEqual(["Yes, 10 to 4."]);
});

test("an answer that was lost is found again in the echo, also when that comes late", async () => {
  const { say, thread, heard, messenger } = await openShop();
  messenger.faults.add({ kind: "answer lost", method: "POST messages", times: 1 });
  await say("Yes, 10 to 4.");
  await eventually(async () => expect((await thread()).at(-1)?.state).toMatch(/sent|delivered/));
  messenger.faults.add({ kind: "answer lost", method: "POST messages", times: 1 });
  const release = messenger.faults.add({ kind: "held back" });
  await say("And on Monday.");
  await eventually(async () => expect((await thread()).at(-1)?.state).toBe("unknown"));
  release();
  await eventually(async () => expect((await thread()).at(-1)?.state).toMatch(/sent|delivered/));
  expect(heard()).toEqual(["Yes, 10 to 4.", "And on Monday."]);
  expect(await thread()).toHaveLength(3);
});

test("what was written in the inbox of Facebook is there once, and by nobody of ours", async () => {
  const { ana, shop, thread, app, messenger } = await openShop();
  messenger.faults.add({ kind: "duplicates", copies: 3 });
  shop.write(ana, "Written at Facebook");
  await eventually(async () => expect(await thread()).toHaveLength(2));
  await eventually(() => expect(app.pending()).toBe(0));
  expect((await thread()).at(-1)).toMatchObject({ direction: "outbound", author: null, state: expect.any(String) });
  expect(await thread()).toHaveLength(2);
});

test("after a day a person may still answer, and after a week nobody", async () => {
  const { conversation, say, codeOfSaying, ana, shop, pass, heard } = await openShop();
  const { answering } = await conversation();
  const asked = ana.thread(shop)[0]?.at ?? 0;
  expect(answering).toEqual({
    freelyUntil: new Date(asked + 24 * hour).toISOString(),
    byPersonUntil: new Date(asked + 7 * 24 * hour).toISOString(),
  });
  pass(25 * hour);
  await say("Late, but here.");
  await eventually(() => expect(heard()).toEqual(["Late, but here."]));
  expect(ana.thread(shop).at(-1)?.tag).toBe("HUMAN_AGENT");
  pass(6 * 24 * hour);
  expect(await codeOfSaying("Too late")).toEqual([409, "answering_over"]);
  ana.write(shop, "Hello again");
  await eventually(async () => expect((await conversation()).lastMessage?.excerpt).toBe("Hello again"));
  await say("Hello");
  await eventually(() => expect(heard()).toEqual(["Late, but here.", "Hello"]));
});

test("that an app may give no late answers is learned, and then none is offered", async () => {
  const { conversation, say, codeOfSaying, thread, pass, app, heard } = await openShop();
  app.setRules({ humanAgent: false });
  pass(25 * hour);
  await say("Late, but here.");
  const refused = { state: "refused", refusal: { reason: "answering_over", detail: null } };
  await eventually(async () => expect((await thread()).at(-1)).toMatchObject(refused));
  expect((await conversation()).answering?.byPersonUntil).toBeNull();
  expect(await codeOfSaying("Once more")).toEqual([409, "answering_over"]);
  expect(heard()).toEqual([]);
});

test("an answer for which it was just too late there teaches nothing about late answers", async () => {
  const { conversation, say, thread, pass, messenger, ana, shop } = await openShop();
  pass(7 * 24 * hour - 10 * 60_000);
  messenger.advance(20 * 60_000);
  await say("In the last minutes");
  const refused = { state: "refused", refusal: { reason: "answering_over", detail: null } };
  await eventually(async () => expect((await thread()).at(-1)).toMatchObject(refused));
  ana.write(shop, "Hello again");
  await eventually(async () => expect((await conversation()).lastMessage?.excerpt).toBe("Hello again"));
  expect((await conversation()).answering?.byPersonUntil).not.toBeNull();
});

test("what still waits when the time is over is refused before it leaves", async () => {
  const { say, thread, pass, context, channelId, heard } = await openShop();
  const become = (status: "PAUSED" | "CONNECTED") =>
    transact(context, async (tx) => {
      await tx.db.updateTable("channels").set({ status }).where("id", "=", channelId).execute();
      if (status === "CONNECTED") await wakeLanes(tx, channelId);
    });
  await become("PAUSED");
  await say("As soon as we are back");
  pass(8 * 24 * hour);
  await become("CONNECTED");
  const refused = { state: "refused", refusal: { reason: "answering_over", detail: null } };
  await eventually(async () => expect((await thread()).at(-1)).toMatchObject(refused));
  expect(heard()).toEqual([]);
});
