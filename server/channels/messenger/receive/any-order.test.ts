import fc from "fast-check";
import { expect, test } from "vitest";
import { query, read } from "#server/context.ts";
import { openPages, type PageRooms } from "#server/testing/open-pages.ts";

test("what Facebook tells ends in the same threads in any order, any batches and any repetition", async () => {
  const opened = await openPages();
  await fc.assert(
    fc.asyncProperty(scripts, fc.array(fc.nat(), { minLength: 60, maxLength: 60 }), async (script, order) => {
      const shuffled = script
        .flatMap((event, index) => ((order[index] ?? 0) % 3 === 0 ? [event, event] : [event]))
        .map((event, index) => ({ event, key: order[index % order.length] ?? 0 }))
        .toSorted((one, other) => one.key - other.key)
        .map(({ event }) => event);
      const size = 1 + ((order[0] ?? 0) % 7);
      expect(await liveThrough(opened, shuffled, size)).toEqual(await liveThrough(opened, script, 1));
    }),
    { numRuns: 20, seed: 53, endOnFailure: true },
  );
}, 240_000);

test("a message of ours is as far as the furthest word of it", async () => {
  const opened = await openPages();
  const psid = psids[0];
  const echoed = [1, 2, 3].map((n) =>
    told(psid, true, n * 1_000, { message: { mid: `m_${n}`, text: "Hi", is_echo: true } }),
  );
  const untilRead = told(psid, false, 1_500, { read: { watermark: start + 1_000 } });
  const untilDelivered = told(psid, false, 2_500, { delivery: { watermark: start + 2_000 } });
  const states = async (events: readonly Told[]) => {
    const { messages, conversations } = await liveThrough(opened, events, 1);
    return [...messages.map(({ state }) => state), conversations[0]?.last_state];
  };
  expect(await states(echoed)).toEqual(["sent", "sent", "sent", "sent"]);
  expect(await states([untilRead, untilDelivered, ...echoed])).toEqual(["read", "delivered", "sent", "sent"]);
  const third = told(psid, false, 3_500, { delivery: { mids: ["m_3"], watermark: start + 1_000 } });
  expect(await states([...echoed, third, untilRead, untilDelivered])).toEqual([
    "read",
    "delivered",
    "delivered",
    "delivered",
  ]);
  const all = told(psid, false, 9_000, { read: { watermark: start + 9_000 } });
  expect(await states([all, ...echoed])).toEqual(["read", "read", "read", "read"]);
});

const start = 1_790_000_000_000;
const psids = ["25861234567890123", "25861234567890124"] as const;

/** An event without its page, which each run has of its own. */
type Told = (pageId: string) => object;

function told(psid: string, isOurs: boolean, after: number, what: object): Told {
  return (pageId) => {
    const [customer, page] = [{ id: psid }, { id: pageId }];
    const [sender, recipient] = isOurs ? [page, customer] : [customer, page];
    return { sender, recipient, timestamp: start + after, ...what };
  };
}

const step = fc.record({
  customer: fc.constantFrom(...psids),
  ours: fc.boolean(),
  holds: fc.constantFrom("text", "images", "location", "button", "ad"),
  edits: fc.integer({ min: 0, max: 2 }),
  reactions: fc.array(fc.record({ ours: fc.boolean(), emoji: fc.constantFrom("👍", "❤️", null) }), { maxLength: 3 }),
  delivered: fc.constantFrom("no", "by name", "by time"),
  read: fc.boolean(),
  removed: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer Plan> ? Plan : never;

const scripts = fc.array(step, { maxLength: 6 }).map((steps) => steps.flatMap(tell));

/** One message with all that happens to it, in the order in which it happens. */
function tell(plan: Step, index: number): Told[] {
  const [at, mid] = [index * 100_000, `m_${index}`];
  const { customer } = plan;
  const written = () => told(customer, plan.ours, at, whatOf(plan, mid));
  const edits = Array.from({ length: plan.edits }, (_, edit) =>
    told(customer, plan.ours, at + 70 + edit, { message_edit: { mid, text: `Edit ${edit}`, num_edit: edit + 1 } }),
  );
  const reactions = plan.reactions.map(({ ours, emoji }, n) => {
    const action = emoji === null ? "unreact" : "react";
    return told(customer, ours, at + 20 + n, { reaction: { mid, action, reaction: "other", ...(emoji && { emoji }) } });
  });
  const mids = plan.delivered === "by name" ? { mids: [mid] } : {};
  const delivered = told(customer, false, at + 30, { delivery: { ...mids, watermark: start + at + 10 } });
  const read = told(customer, false, at + 40, { read: { watermark: start + at + 40 } });
  const removed = told(customer, plan.ours, at + 90, { message: { mid, is_deleted: true } });
  return [
    written(),
    ...(plan.holds === "text" ? edits : []),
    ...reactions,
    ...(plan.delivered === "no" ? [] : [delivered]),
    ...(plan.read ? [read] : []),
    ...(plan.removed ? [removed] : []),
  ];
}

function whatOf({ ours, holds }: Step, mid: string): object {
  const origin = ours ? { is_echo: true, app_id: 263902037430900 } : {};
  const urls = [1, 2].map((n) => ({
    type: "image",
    payload: { url: `https://scontent.xx.fbcdn.net/${mid}/${n}.jpg` },
  }));
  const place = { type: "location", title: "Shop", payload: { coordinates: { lat: 52.5, long: 13.4 } } };
  const referral = { source: "ADS", type: "OPEN_THREAD", ref: "spring", ads_context_data: { ad_title: "Shoes" } };
  if (holds === "images") return { message: { mid, ...origin, text: `Two of ${mid}`, attachments: urls } };
  if (holds === "location") return { message: { mid, ...origin, attachments: [place] } };
  if (holds === "button" && !ours) return { postback: { mid, title: "Prices", payload: "PRICES" } };
  return { message: { mid, ...origin, text: `Text of ${mid}`, ...(holds === "ad" && !ours && { referral }) } };
}

/** What a fresh workspace holds after these events, without the identifiers. */
async function liveThrough({ rooms, messenger, connect, deliver }: PageRooms, events: readonly Told[], size: number) {
  const fresh = rooms.contextOf(await rooms.addWorkspace());
  const page = messenger.page({ name: "Ortiz Shop" });
  messenger.person({ name: "Elena", pages: [page] });
  await connect(page, fresh);
  for (let from = 0; from < events.length; from += size) {
    const messaging = events.slice(from, from + size).map((event) => event(page.id));
    const { status } = await deliver({ object: "page", entry: [{ id: page.id, time: start, messaging }] });
    expect(status).toBe(200);
  }
  const messages = query
    .selectFrom("messages as m")
    .leftJoin("files as f", "f.id", "m.file_id")
    .select(["m.external_id", "m.direction", "m.kind", "m.text", "m.details", "m.sent_at", "m.edited_at", "m.sequence"])
    .select(["m.state", "f.source"])
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
    .select(["external_id", "inbound_count", "answered_inbound_count", "unreplied", "last_activity_at"])
    .select(["last_message_at", "last_message_sequence", "last_direction", "last_kind", "last_excerpt", "last_state"])
    .orderBy("external_id");
  return {
    messages: await read(fresh, messages),
    reactions: await read(fresh, reactions),
    conversations: await read(fresh, conversations),
  };
}
