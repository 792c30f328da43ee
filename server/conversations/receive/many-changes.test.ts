import { Client } from "pg";
import { expect, onTestFinished, test } from "vitest";
import { query, read } from "#server/context.ts";
import type { InboundContent, InboundUpdate } from "#server/conversations/inbound.ts";
import { receiveUpdates } from "#server/conversations/receive/receive-updates.ts";
import { addChannel } from "#server/testing/add-channel.ts";
import { openRooms } from "#server/testing/open-rooms.ts";

async function setUp() {
  const rooms = await openRooms([]);
  onTestFinished(() => rooms.close());
  const context = rooms.contextOf(await rooms.addWorkspace());
  const channelId = await addChannel(context);
  const early = query.selectFrom("early_changes").select(["target_external_id", "kind", "emoji", "state"]);
  const messages = query.selectFrom("messages").select(["external_id", "kind", "text"]);
  return {
    rooms,
    receive: (...updates: InboundUpdate[]) => receiveUpdates(context, { channelId, updates, position: null }),
    early: () => read(context, early.orderBy("target_external_id").orderBy("kind")),
    messages: () => read(context, messages.orderBy("external_id")),
  };
}

/** Counts the statements that write to a table from now on. */
async function countStatements(ownerUrl: string, table: string): Promise<() => Promise<number>> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  onTestFinished(() => owner.end());
  await owner.query(`
    create table written (at timestamptz default clock_timestamp());
    create function note_written() returns trigger language plpgsql security definer set search_path = public as $$
    begin insert into written default values; return null; end $$;
    create trigger note_written after insert on ${table} for each statement execute function note_written()`);
  return async () => (await owner.query("select from written")).rows.length;
}

const at = new Date("2026-08-03T10:00:00Z");
const later = new Date("2026-08-03T10:00:01Z");
const receipt = (externalIds: readonly string[], state: "delivered" | "read"): InboundUpdate => ({
  ...{ kind: "receipt", chatId: "7", externalIds, state, at },
});

test("word of very many messages that are not here is kept by one statement, however often it comes", async () => {
  const { rooms, receive, early } = await setUp();
  const externalIds = Array.from({ length: 20_000 }, (_, number) => `m${number}`);
  const written = await countStatements(rooms.ownerUrl, "early_changes");
  for (const state of ["delivered", "read", "delivered"] as const) await receive(receipt(externalIds, state));
  expect(await written()).toBe(3);
  const kept = await early();
  expect(kept).toHaveLength(20_000);
  expect(new Set(kept.map(({ state }) => state))).toEqual(new Set(["read"]));
}, 120_000);

test("of several words of one batch the last counts, and of receipts the furthest", async () => {
  const { receive, early } = await setUp();
  const reaction = (emoji: string | null, told: Date): InboundUpdate => ({
    ...{ kind: "reaction", chatId: "7", targetExternalId: "m1", by: "customer", emoji, at: told },
  });
  await receive(
    ...[receipt(["m1", "m1"], "read"), receipt(["m1"], "delivered")],
    ...[reaction("👍", later), reaction("😢", at), reaction(null, at)],
  );
  expect(await early()).toEqual([
    { target_external_id: "m1", kind: "reaction", emoji: "👍", state: null },
    { target_external_id: "m1", kind: "receipt", emoji: null, state: "read" },
  ]);
});

const sender = { externalId: "7", name: null, username: null, language: null, phone: null };
const text: InboundContent = { kind: "text", text: "Three of them", entities: [] };
const place: InboundContent = { kind: "location", latitude: 1, longitude: 2, name: null, address: null };

/** A message, or a part of one that came as several. */
const said = (externalId: string, content: InboundContent = text, partOf?: string): InboundUpdate => ({
  ...{ kind: "message", direction: "inbound", externalId, sequence: 1, chatId: "7", sender, sentAt: at, content },
  ...{ replyToExternalId: null, raw: null, ...(partOf !== undefined && { partOf }) },
});
const takenBack = (by: "customer" | "us" = "customer"): InboundUpdate => ({
  ...{ kind: "removal", chatId: "7", targetExternalId: "m", by, at: later },
  partExternalIds: ["m:1", "m:2", "m:3", "m:4"],
});
const [whole, second, third] = [said("m"), said("m:1", text, "m"), said("m:2", place, "m")];

test.each<[string, InboundUpdate[][]]>([
  ["after all of it", [[whole, second, third], [takenBack()]]],
  ["before any of it", [[takenBack()], [whole, second, third]]],
  ["before its parts come, each by itself", [[takenBack()], [whole], [second], [third]]],
  ["between its parts", [[whole], [takenBack()], [second], [third]]],
  ["before its first part comes", [[third], [takenBack()], [second], [whole]]],
  ["before its parts come the other way round", [[takenBack()], [third, second], [whole]]],
  ["twice, and all else twice too", [[takenBack(), whole, second], [takenBack()], [third, whole], [third]]],
])("what came as several messages is taken back as a whole, %s", async (_when, batches) => {
  const { receive, messages, early } = await setUp();
  // Somebody who is known already: what they write goes the shortest way.
  await receive(said("before"));
  for (const batch of batches) await receive(...batch);
  const removed = { kind: "removed", text: "" };
  expect(await messages()).toMatchObject([{ kind: "text" }, removed, removed, removed]);
  expect(await early()).toEqual([]);
});

test("what is taken back and never comes waits in one row, and only its author takes it back", async () => {
  const { receive, messages, early } = await setUp();
  await receive(said("before"), takenBack("us"));
  expect(await early()).toHaveLength(1);
  await receive(whole, second, third);
  expect((await messages()).map(({ kind }) => kind)).toEqual(["text", "text", "text", "location"]);
  await receive(takenBack("us"));
  expect((await messages()).map(({ kind }) => kind)).toEqual(["text", "text", "text", "location"]);
});
