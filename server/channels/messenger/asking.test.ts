import { expect, onTestFinished, test } from "vitest";
import { removeChannel } from "#contract/channels.ts";
import { listConversations } from "#contract/conversations.ts";
import { listMessages, resolveMessage, sendMessage } from "#contract/messages.ts";
import type { Abilities } from "#server/channels/abilities.ts";
import { query, read, transact } from "#server/context.ts";
import { askAboutUnknown } from "#server/conversations/send/ask-about-unknown.ts";
import { claimMessage } from "#server/conversations/send/claim-message.ts";
import { deliverLater } from "#server/conversations/send/deliver-later.ts";
import { wakeLanes } from "#server/conversations/send/wake-lanes.ts";
import { openPool } from "#server/platform/database/open-pool.ts";
import { createLog } from "#server/platform/log/log.ts";
import { eventually } from "#server/testing/open-channels.ts";
import { openPages } from "#server/testing/open-pages.ts";

const untilAsked = 65_000;
const untilReleased = 200_000;
const arrived = expect.stringMatching(/sent|delivered/);

/** A customer has written to the page; nothing is sent unless a test claims it, or has jobs worked off. */
async function openShop() {
  const rooms = await openPages();
  const { messenger, owner, shop, app, context, parts } = rooms;
  const ana = messenger.customer({ firstName: "Ana" });
  ana.write(shop, "Is it open on Sunday?");
  await eventually(() => expect(app.pending()).toBe(0));
  const { items } = await owner.ok(listConversations, { query: {} });
  const params = { conversationId: items[0]?.id ?? "" };
  const { conversationId } = params;
  const bodyOf = (text: string) => ({ idempotencyKey: crypto.randomUUID(), text });
  const thread = async () => (await owner.ok(listMessages, { params, query: {} })).messages;
  const claim = () => claimMessage(context, conversationId, true);
  return {
    ...{ ...rooms, ana, thread, claim },
    say: (text: string) => owner.ok(sendMessage, { params, body: bodyOf(text) }),
    /** A server has recorded that it hands the oldest message over, and is killed; another one finds that. */
    async kill() {
      await claim();
      expect(await claim()).toBeUndefined();
    },
    ask: () => askAboutUnknown(context, parts, conversationId, new AbortController().signal),
    /** Asks, and does something before the answer is looked at. */
    askAnd: (meanwhile: () => Promise<void>) => {
      const { secrets, adapters } = parts;
      const { messenger: adapter } = adapters;
      const findSent: Abilities["findSent"] = async (...asked) => {
        const list = await adapter.abilities.findSent?.(...asked);
        await meanwhile();
        return list ?? { outcome: "hidden" };
      };
      const slow = { ...adapter, abilities: { ...adapter.abilities, findSent } };
      const given = { secrets, adapters: { ...adapters, messenger: slow } };
      return askAboutUnknown(context, given, conversationId, new AbortController().signal);
    },
    goOn: () => transact(context, (tx) => deliverLater(tx, conversationId)),
    states: async () => (await thread()).slice(1).map(({ state }) => state),
    decide: (messageId: string, decision: "sent" | "send_again" | "discard") =>
      owner.ok(resolveMessage, { params: { ...params, messageId }, body: { decision } }),
    heard: () => ana.thread(shop).flatMap(({ from, text }) => (from === "page" && text ? [text] : [])),
    pass(milliseconds: number) {
      rooms.rooms.clock.advance(milliseconds);
      messenger.advance(milliseconds);
    },
  };
}

type Shop = Awaited<ReturnType<typeof openShop>>;

/** Takes the next message of Messenger's, which loses its answer and keeps its echo. Returns what lets the echo come. */
async function loseAnswer({ messenger, say, states, work }: Shop, text: string): Promise<() => void> {
  messenger.faults.add({ kind: "answer lost", method: "POST messages", times: 1 });
  const release = messenger.faults.add({ kind: "held back" });
  await say(text);
  await work();
  await eventually(async () => expect((await states()).at(-1)).toBe("unknown"));
  return release;
}

test("what a killed server had not handed over leaves as soon as Messenger has said so, before what was written after it", async () => {
  const { say, kill, states, thread, pass, ask, work, heard } = await openShop();
  await say("One");
  await say("Two");
  await kill();
  expect(await states()).toEqual(["unknown", "queued"]);
  expect((await thread())[1]?.nextAttemptAt).not.toBeNull();
  await ask();
  expect(await states()).toEqual(["unknown", "queued"]);
  pass(untilAsked);
  await ask();
  expect(await states()).toEqual(["queued", "queued"]);
  await work();
  await eventually(async () => expect(await states()).toEqual([arrived, arrived]));
  expect(heard()).toEqual(["One", "Two"]);
});

test("what had arrived is found, and there once when its echo comes after all", async () => {
  const shop = await openShop();
  const { states, thread, pass, ask, heard, app } = shop;
  const release = await loseAnswer(shop, "Yes, 10 to 4.");
  pass(untilAsked);
  await ask();
  expect(await states()).toEqual(["sent"]);
  expect((await thread())[1]?.nextAttemptAt).toBeNull();
  release();
  await eventually(() => expect(app.pending()).toBe(0));
  expect(await states()).toEqual([arrived]);
  expect(heard()).toEqual(["Yes, 10 to 4."]);
});

test("an echo that comes wakes what follows", async () => {
  const shop = await openShop();
  const release = await loseAnswer(shop, "One");
  await shop.say("Two");
  await untilLaneSleeps(shop);
  release();
  await eventually(() => expect(shop.heard()).toEqual(["One", "Two"]));
});

test("an echo that comes while what follows is written does not leave it asleep", async () => {
  const shop = await openShop();
  const release = await loseAnswer(shop, "One");
  await shop.say("Two");
  release();
  await eventually(() => expect(shop.heard()).toEqual(["One", "Two"]));
});

test.each<[string, (shop: Shop) => unknown]>([
  ["has no permission", ({ messenger }) => messenger.fail("GET conversations", 200)],
  ["fails", ({ messenger }) => messenger.fail("GET conversations", 2)],
  ["is out of reach", ({ messenger }) => messenger.faults.add({ kind: "drop", method: "GET conversations" })],
  ["is not asked, as the channel is away", ({ context, channelId }) => moveChannel(context, channelId, "DISCONNECTED")],
  [
    "shows something that nobody here knows",
    ({ messenger, shop, ana }) => {
      messenger.faults.add({ kind: "held back" });
      shop.write(ana, "Written at Facebook");
    },
  ],
])("as long as Messenger %s, nothing is sent again", async (_what, spoil) => {
  const shop = await openShop();
  const { say, kill, states, thread, pass, ask, rooms, messenger, context, channelId, app } = shop;
  await say("One");
  await kill();
  await spoil(shop);
  pass(untilAsked);
  await ask();
  expect(await states()).toContain("unknown");
  expect(Date.parse((await thread())[1]?.nextAttemptAt ?? "")).toBeGreaterThan(rooms.clock.now().getTime());
  messenger.faults.clear();
  await moveChannel(context, channelId, "CONNECTED");
  await eventually(() => expect(app.pending()).toBe(0));
  pass(2 * untilAsked);
  await ask();
  expect((await thread()).map(({ state }) => state)).toContain("queued");
});

test("without the permission what follows waits no longer, and what it has overtaken is left to a person", async () => {
  const { messenger, say, kill, states, thread, pass, ask, work, heard } = await openShop();
  const allow = messenger.fail("GET conversations", 200);
  await say("One");
  await say("Two");
  await kill();
  pass(untilAsked);
  await ask();
  await work();
  await eventually(async () => expect(await states()).toEqual(["unknown", arrived]));
  expect(heard()).toEqual(["Two"]);
  allow();
  pass(untilReleased);
  await ask();
  expect((await states())[0]).toBe("refused");
  expect((await thread())[1]?.refusal).toEqual({ reason: "not_taken", detail: null });
  expect(heard()).toEqual(["Two"]);
});

test("of two with the same words each is found or sent once, whichever it was", async () => {
  const shop = await openShop();
  const { messenger, context, say, kill, states, pass, ask, goOn, heard, app } = shop;
  await say("ok");
  await kill();
  pass(untilReleased);
  const release = await loseAnswer(shop, "ok");
  const allow = messenger.fail("POST messages", 1200);
  pass(untilAsked);
  await ask();
  expect((await states())[0]).toBe("sent");
  await untilLaneSleeps(shop);
  // The echo is of the second one, and what it tells of was found to be the first.
  release();
  await eventually(() => expect(app.pending()).toBe(0));
  expect(heard()).toEqual(["ok"]);
  allow();
  pass(10_000);
  await goOn();
  await eventually(() => expect(heard()).toEqual(["ok", "ok"]));
  await eventually(async () => expect(await states()).toEqual([arrived, arrived]));
  expect(await read(context, query.selectFrom("rejected_updates").select("id"))).toEqual([]);
});

test("two processes that ask at once send it once", async () => {
  const { say, kill, states, pass, ask, work, heard } = await openShop();
  await say("One");
  await kill();
  pass(untilAsked);
  await work();
  await Promise.all([ask(), ask(), ask()]);
  await eventually(async () => expect(await states()).toEqual([arrived]));
  expect(heard()).toEqual(["One"]);
});

test.each<["sent" | "send_again" | "discard", string, string[]]>([
  ["sent", "sent", []],
  ["discard", "refused", []],
  ["send_again", "sent", ["One"]],
])("a person who decides meanwhile (%s) has the last word", async (decision, state, words) => {
  const { say, kill, thread, states, pass, askAnd, work, heard, decide } = await openShop();
  await say("One");
  await kill();
  pass(untilAsked);
  await askAnd(async () => void (await decide((await thread())[1]?.id ?? "", decision)));
  await work();
  await say("Two");
  await eventually(() => expect(heard()).toEqual([...words, "Two"]));
  expect((await states())[0]).toMatch(state === "sent" ? /sent|delivered/ : state);
});

test("what may not be answered any more is refused, and of a removed channel nobody asks", async () => {
  const { say, kill, states, thread, pass, ask, work } = await openShop();
  await say("One");
  await kill();
  pass(8 * 24 * 3_600_000);
  await ask();
  await work();
  await eventually(async () => expect(await states()).toEqual(["refused"]));
  expect((await thread())[1]?.refusal?.reason).toBe("answering_over");
  const other = await openShop();
  await other.say("One");
  await other.kill();
  await other.owner.ok(removeChannel, { params: { channelId: other.channelId } });
  other.pass(untilAsked);
  await other.ask();
  expect((await other.thread())[1]).toMatchObject({ state: "unknown", nextAttemptAt: null });
});

test("what is unknown when the channel comes back is asked about before what follows it leaves", async () => {
  const { context, channelId, say, kill, claim, states, pass, ask, work, heard } = await openShop();
  await say("One");
  await say("Two");
  await kill();
  await moveChannel(context, channelId, "DISCONNECTED");
  pass(untilReleased);
  await ask();
  await moveChannel(context, channelId, "CONNECTED");
  await transact(context, (tx) => wakeLanes(tx, channelId));
  expect(await claim()).toBeUndefined();
  pass(31_000);
  await ask();
  expect(await states()).toEqual(["queued", "queued"]);
  await work();
  await eventually(() => expect(heard()).toEqual(["One", "Two"]));
});

test("nobody asks for longer than a day", async () => {
  const { messenger, say, kill, thread, pass, ask } = await openShop();
  await say("One");
  await kill();
  messenger.fail("GET conversations", 2);
  pass(25 * 3_600_000);
  await ask();
  expect((await thread())[1]).toMatchObject({ state: "unknown", nextAttemptAt: null });
});

function moveChannel(context: Shop["context"], channelId: string, status: "CONNECTED" | "DISCONNECTED") {
  return transact(context, (tx) =>
    tx.db
      .updateTable("channels")
      .set({ status })
      .where("workspace_id", "=", tx.workspaceId)
      .where("id", "=", channelId)
      .execute(),
  );
}

/** Waits until the one lane of the house has put itself off. */
async function untilLaneSleeps({ rooms }: Shop): Promise<void> {
  const pool = openPool(rooms.ownerUrl, 1, createLog("fatal"));
  onTestFinished(() => pool.end());
  const sleeping = `select from graphile_worker.jobs
    where task_identifier = 'deliver_conversation' and locked_at is null and run_at > now() + interval '10 s'`;
  await eventually(async () => expect((await pool.query(sleeping)).rowCount).toBe(1));
}
