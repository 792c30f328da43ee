import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { query, read } from "#server/context.ts";
import type { InboundFile, InboundMessage, InboundUpdate } from "#server/conversations/inbound.ts";
import { receiveUpdates } from "#server/conversations/receive/receive-updates.ts";
import { addChannel } from "#server/testing/add-channel.ts";
import { openRooms, type Rooms } from "#server/testing/open-rooms.ts";
import { writer } from "#server/testing/write-inbound.ts";

let rooms: Rooms;

beforeAll(async () => {
  rooms = await openRooms([]);
});
afterAll(() => rooms.close());

test("what a phone tells ends in the same thread in any order, any batches and any repetition", async () => {
  await fc.assert(
    fc.asyncProperty(scripts, fc.array(fc.nat(), { minLength: 60, maxLength: 60 }), async (script, order) => {
      const shuffled = script
        .flatMap((update, index) => ((order[index] ?? 0) % 3 === 0 ? [update, update] : [update]))
        .map((update, index) => ({ update, key: order[index % order.length] ?? 0 }))
        .toSorted((one, other) => one.key - other.key)
        .map(({ update }) => update);
      const size = 1 + ((order[0] ?? 0) % 7);
      expect(await liveThrough(shuffled, size)).toEqual(await liveThrough(script, 1));
    }),
    { numRuns: 60, seed: 5, endOnFailure: true },
  );
});

const second = 1_000;
const later = (message: InboundMessage, seconds: number) => new Date(message.sentAt.getTime() + seconds * second);

const step = fc.record({
  customer: fc.integer({ min: 0, max: 1 }),
  ours: fc.boolean(),
  content: fc.constantFrom("text", "photo", "location"),
  heals: fc.boolean(),
  inHistory: fc.boolean(),
  edits: fc.integer({ min: 0, max: 2 }),
  reactions: fc.array(
    fc.record({ by: fc.constantFrom("customer" as const, "us" as const), emoji: fc.constantFrom("👍", "❤️", null) }),
    { maxLength: 3 },
  ),
  receipts: fc.subarray(["delivered", "read"] as const),
  removed: fc.boolean(),
});

const scripts = fc.array(step, { maxLength: 6 }).map((steps) => {
  const customers = [writer(0), writer(1)];
  return steps.flatMap((plan, index) => tell(plan, customers[plan.customer] ?? writer(9), index));
});

type Step = typeof step extends fc.Arbitrary<infer Plan> ? Plan : never;

/** One message with all that happens to it, in the order in which it happens. */
function tell(plan: Step, by: ReturnType<typeof writer>, index: number): InboundUpdate[] {
  const direction = plan.ours ? "outbound" : "inbound";
  const written = by.text(`Message ${index}`, { direction });
  const message = { ...written, content: contentOf(plan.content, index) };
  const unread = { ...message, content: { kind: "undecryptable" as const } };
  const about = { chatId: by.chatId, targetExternalId: message.externalId };
  // An edit does not tell when the message was written, nor does it bring its file again; the next message may be older.
  const edits = Array.from({ length: plan.edits }, (_, edit) => {
    const editedAt = later(message, 70 + edit);
    const content = { kind: "text" as const, text: `Message ${index}, edit ${edit}`, entities: [] };
    return { ...message, kind: "edit" as const, sentAt: editedAt, editedAt, sequence: message.sequence + 100, content };
  });
  return [
    ...(plan.inHistory ? [{ ...message, kind: "past" as const }] : []),
    ...(plan.heals ? [unread] : []),
    message,
    ...(plan.content === "location" ? [] : edits),
    ...plan.reactions.map((given, n) => ({
      kind: "reaction" as const,
      ...about,
      ...given,
      at: later(message, 20 + n),
    })),
    ...(plan.ours ? plan.receipts : []).map((state) => ({
      kind: "receipt" as const,
      externalIds: [message.externalId],
      state,
      at: later(message, 30),
    })),
    ...(plan.removed
      ? [
          {
            kind: "removal" as const,
            ...about,
            by: plan.ours ? ("us" as const) : ("customer" as const),
            at: later(message, 40),
          },
        ]
      : []),
  ];
}

function contentOf(kind: Step["content"], index: number): InboundMessage["content"] {
  if (kind === "text") return { kind, text: `Message ${index}`, entities: [] };
  if (kind === "location") return { kind, latitude: 52.5, longitude: 13.4, name: "Shop", address: null };
  return {
    kind,
    text: `Caption ${index}`,
    entities: [],
    file: { ...file, source: { key: index } },
    viewOnce: index % 2 === 0,
  };
}

const file: InboundFile = {
  source: {},
  name: null,
  type: "image/jpeg",
  bytes: 10,
  width: 1,
  height: 1,
  seconds: null,
  waveform: null,
};

/** What a fresh workspace holds after these updates, without the identifiers. */
async function liveThrough(updates: readonly InboundUpdate[], size: number) {
  const fresh = rooms.contextOf(await rooms.addWorkspace());
  const channelId = await addChannel(fresh);
  for (let start = 0; start < updates.length; start += size) {
    await receiveUpdates(fresh, { channelId, updates: updates.slice(start, start + size), position: null });
  }
  const messages = query
    .selectFrom("messages as m")
    .leftJoin("files as f", "f.id", "m.file_id")
    .select([
      "m.external_id",
      "m.direction",
      "m.kind",
      "m.text",
      "m.details",
      "m.sent_at",
      "m.edited_at",
      "m.sequence",
      "m.state",
    ])
    .select(["f.source", "m.conversation_id as thread"])
    .orderBy("m.external_id");
  const reactions = query
    .selectFrom("reactions as r")
    .innerJoin("messages as m", "m.id", "r.message_id")
    .select(["m.external_id", "r.given_by", "r.emoji", "r.at"])
    .where("r.emoji", "<>", "")
    .orderBy("m.external_id")
    .orderBy("r.given_by");
  const conversations = query
    .selectFrom("conversations")
    .select([
      "external_id",
      "inbound_count",
      "answered_inbound_count",
      "unreplied",
      "last_activity_at",
      "last_message_at",
    ])
    .select(["last_message_sequence", "last_direction", "last_kind", "last_excerpt", "last_state"])
    .orderBy("external_id");
  const early = query.selectFrom("early_changes").select("target_external_id");
  return {
    messages: (await read(fresh, messages)).map(({ thread: _thread, ...message }) => message),
    reactions: await read(fresh, reactions),
    conversations: await read(fresh, conversations),
    early: await read(fresh, early),
  };
}
