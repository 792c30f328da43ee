import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { listConversations } from "#contract/conversations.ts";
import { type Context, query, read } from "#server/context.ts";
import type { InboundMessage, InboundUpdate } from "#server/conversations/inbound.ts";
import { receiveUpdates } from "#server/conversations/receive/receive-updates.ts";
import { conversationRoutes } from "#server/conversations/routes.ts";
import { secretBox } from "#server/platform/secrets/seal.ts";
import { addChannel } from "#server/testing/add-channel.ts";
import { openRooms, type Rooms } from "#server/testing/open-rooms.ts";
import { testAdapters } from "#server/testing/test-adapters.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import { writer } from "#server/testing/write-inbound.ts";

let rooms: Rooms;
let context: Context;
let owner: TestClient & { memberId: string };
let channelId: string;

beforeAll(async () => {
  const adapters = testAdapters("http://127.0.0.1:9");
  rooms = await openRooms(conversationRoutes({ adapters, secrets: secretBox("ab".repeat(32)) }));
});
afterAll(() => rooms.close());
beforeEach(async () => {
  context = rooms.contextOf(await rooms.addWorkspace());
  owner = await rooms.addMember(context.workspaceId);
  channelId = await addChannel(context);
});

const receive = (...updates: InboundUpdate[]) => receiveUpdates(context, { channelId, updates, position: null });
const inbox = async () => (await owner.ok(listConversations, { query: {} })).items;
const conversations = () =>
  read(context, query.selectFrom("conversations").select(["external_id", "inbound_count"]).orderBy("external_id"));
const former = (chatId: string) => `phone ${chatId}`;
const pair = (chatId: string): InboundUpdate => ({
  kind: "same_chat",
  chatId,
  formerChatId: former(chatId),
  phone: null,
});

/** What the customer wrote under their other address. */
function asFormer<Message extends InboundMessage>(message: Message): Message {
  const chatId = former(message.chatId);
  return { ...message, chatId, sender: { ...message.sender, externalId: chatId } };
}

test("a crowd of strangers with two addresses each has one conversation each, also where one was known by the other address", async () => {
  const people = Array.from({ length: 6 }, (_, number) => writer(number));
  const [known] = people;
  if (!known) throw new Error("There is nobody.");
  await receive(asFormer(known.text("I was here before")));
  const talk = Array.from({ length: 3 }, (_, round) =>
    people.flatMap((one) => [pair(one.chatId), one.text(`Round ${round}`)]),
  ).flat();
  await receive(...talk);
  await receive(...talk, ...people.map((one) => asFormer(one.text("From the other address"))));
  expect(await conversations()).toEqual(
    people.map(({ chatId }, index) => ({ external_id: chatId, inbound_count: index === 0 ? 5 : 4 })),
  );
  const aliases = query.selectFrom("chat_aliases").select(["former_external_id", "external_id"]).orderBy("external_id");
  expect(await read(context, aliases)).toEqual(
    people.map(({ chatId }) => ({ former_external_id: former(chatId), external_id: chatId })),
  );
  expect(await read(context, query.selectFrom("rejected_updates").select("reason"))).toEqual([]);
});

test("texts that were seen on the phone before they came here are unread for nobody", async () => {
  const [ana, ben] = [writer(1, "Ana"), writer(2, "Ben")];
  await receive(ana.text("Hello"), ben.text("Hello"));
  const later = [ana.text("Are you open?"), ana.text("I see."), ana.text("And tomorrow?"), ben.text("Thanks")];
  const at = later[1]?.sentAt ?? new Date(0);
  await receive({ kind: "seen", chatId: ana.chatId, at });
  await receive(...later);
  const rows = await inbox();
  expect(rows.find(({ contact }) => contact.name === "Ana")).toMatchObject({ unread: 1, unreplied: true });
  expect(rows.find(({ contact }) => contact.name === "Ben")).toMatchObject({ unread: 2, unreplied: true });
});
