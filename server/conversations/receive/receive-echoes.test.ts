import { afterAll, beforeAll, expect, test } from "vitest";
import { listMessages, sendMessage } from "#contract/messages.ts";
import type { SendOutcome } from "#server/channels/adapter.ts";

import { query, read } from "#server/context.ts";
import type { InboundUpdate } from "#server/conversations/inbound.ts";
import { receiveUpdates } from "#server/conversations/receive/receive-updates.ts";
import { conversationRoutes } from "#server/conversations/routes.ts";
import { claimMessage } from "#server/conversations/send/claim-message.ts";
import { recordOutcome } from "#server/conversations/send/record-outcome.ts";
import { secretBox } from "#server/platform/secrets/seal.ts";
import { addChannel } from "#server/testing/add-channel.ts";
import { openRooms, type Rooms } from "#server/testing/open-rooms.ts";
import { testAdapters } from "#server/testing/test-adapters.ts";
import { writer } from "#server/testing/write-inbound.ts";

let rooms: Rooms;

beforeAll(async () => {
  rooms = await openRooms(conversationRoutes({ adapters: testAdapters(), secrets: secretBox("ab".repeat(32)) }));
});
afterAll(() => rooms.close());

/** A message that is being sent just now. */
async function openLane() {
  const workspaceId = await rooms.addWorkspace();
  const context = rooms.contextOf(workspaceId);
  const owner = await rooms.addMember(workspaceId);
  const channelId = await addChannel(context);
  const customer = writer(1);
  const receive = (...updates: InboundUpdate[]) => receiveUpdates(context, { channelId, updates, position: null });
  await receive(customer.text("Hello"));
  const [conversation] = await read(
    context,
    query.selectFrom("conversations").select("id").where("workspace_id", "=", workspaceId),
  );
  const params = { conversationId: conversation?.id ?? "" };
  await owner.ok(sendMessage, { params, body: { idempotencyKey: crypto.randomUUID(), text: "Good day" } });
  const claimed = await claimMessage(context, params.conversationId);
  if (!claimed) throw new Error("Nothing was claimed.");
  const echo = (changes: { messageId?: string | null; externalId?: string } = {}): InboundUpdate => ({
    ...customer.text("Good day", { direction: "outbound", externalId: "m_1", sequence: 9 }),
    ...{ kind: "echo", messageId: claimed.id, ...changes },
  });
  const thread = async () => (await owner.ok(listMessages, { params, query: {} })).messages;
  const states = async () => (await thread()).map(({ direction, state }) => `${direction} ${state}`);
  return { context, claimed, echo, receive, states };
}

const sent: SendOutcome = { outcome: "sent", externalId: "m_1", sequence: 0, sentAt: null };
const lost: SendOutcome = { outcome: "unknown", detail: "Nobody knows." };
const again: SendOutcome = { outcome: "retry", afterMilliseconds: 0, scope: "chat" };
const refused: SendOutcome = { outcome: "refused", reason: "rejected_by_service", detail: null };

type Step = (lane: Awaited<ReturnType<typeof openLane>>) => Promise<void>;
const answer =
  (outcome: SendOutcome): Step =>
  ({ context, claimed }) =>
    recordOutcome(context, claimed, outcome);
const hear: Step = ({ receive, echo }) => receive(echo());
const hearRead: Step = ({ receive }) =>
  receive({ kind: "receipt", externalIds: ["m_1"], state: "read", at: new Date("2026-11-20T11:00:00Z") });

test.each<[string, Step[], string]>([
  ["the answer and its echo", [answer(sent), hear, hear], "sent"],
  ["an echo before the answer", [hear, answer(sent)], "sent"],
  ["a lost answer and an echo", [answer(lost), hear], "sent"],
  ["an echo and a lost answer", [hear, answer(lost)], "sent"],
  ["an echo, and an answer that wants it again", [hear, answer(again)], "sent"],
  ["an answer that wants it again, and an echo", [answer(again), hear], "sent"],
  ["a refusal that was none", [answer(refused), hear], "sent"],
  ["word that it was read before all else", [hearRead, hear, answer(lost)], "read"],
  ["word that it was read before the answer", [hearRead, answer(sent), hear], "read"],
  ["word that it was read between both", [hear, hearRead, answer(sent)], "read"],
])("with %s, the message is there once", async (_what, steps, state) => {
  const lane = await openLane();
  for (const step of steps) await step(lane);
  expect(await lane.states()).toEqual(["inbound delivered", `outbound ${state}`]);
  expect(await claimMessage(lane.context, lane.claimed.conversation_id)).toBeUndefined();
});

test("what went out twice is shown twice, and what somebody else has sent belongs to nobody here", async () => {
  const lane = await openLane();
  await answer(sent)(lane);
  await lane.receive(lane.echo(), lane.echo({ externalId: "m_2" }), lane.echo({ externalId: "m_2" }));
  expect(await lane.states()).toEqual(["inbound delivered", "outbound sent", "outbound sent"]);
  const foreign = [crypto.randomUUID(), "not an id of ours", null];
  for (const [at, messageId] of foreign.entries()) {
    await lane.receive(lane.echo({ messageId, externalId: `m_foreign_${at}` }));
  }
  expect(await lane.states()).toHaveLength(6);
});

test("an identifier of another workspace settles nothing there", async () => {
  const [ours, theirs] = [await openLane(), await openLane()];
  await theirs.receive(theirs.echo({ messageId: ours.claimed.id }));
  expect(await ours.states()).toEqual(["inbound delivered", "outbound sending"]);
});
