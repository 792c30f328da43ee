import { createHmac } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { greet } from "#server/channels/messenger/receive/greet.ts";
import { openDelivery } from "#server/channels/messenger/receive/open-delivery.ts";
import { readEvents } from "#server/channels/messenger/receive/read-events.ts";
import { jsonText } from "#server/conversations/clean-text.ts";

const folder = join(import.meta.dirname, "fixtures");
const [pageId, appSecret] = ["104001234567890", "the secret of the app"];
const arrival = { appId: "1517776481860111", pageId, cameAt: new Date("2099-01-01T00:00:00Z") };

interface Fixture {
  readonly event: Readonly<Record<string, unknown>>;
  readonly expected: unknown;
}

const fixtures = readdirSync(folder).map((name): [string, Fixture] => [
  name,
  JSON.parse(readFileSync(join(folder, name), "utf8")),
]);

test.each(fixtures)("%s is read as it says", (_, { event, expected }) => {
  expect(JSON.parse(JSON.stringify(readEvents(arrival, [event])))).toEqual(expected);
});

test("any JSON becomes some update that can be stored, and never an error", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { maxLength: 4 }), (events) => {
      const updates = readEvents(arrival, events);
      expect(updates.length).toBeGreaterThanOrEqual(events.length);
      for (const update of updates) expect(() => JSON.parse(jsonText(update))).not.toThrow();
    }),
    { numRuns: 2_000, seed: 51 },
  );
});

test("events with any fault in any place become some update, and never an error", () => {
  const places = fixtures.flatMap(([, { event }]) => pathsOf(event).map((path) => ({ event, path })));
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.jsonValue(), ({ event, path }, fault) => {
      const updates = readEvents(arrival, [putInto(event, path, fault)]);
      expect(updates.length).toBeGreaterThan(0);
      for (const update of updates) {
        expect(() => JSON.parse(jsonText(update))).not.toThrow();
        for (const at of ["sentAt", "at", "editedAt"]) expectMoment(Object.entries(update), at);
        if ("sequence" in update) expect(Number.isSafeInteger(update.sequence)).toBe(true);
      }
    }),
    { numRuns: 5_000, seed: 52 },
  );
});

test("a moment is a number or its digits, and none to come", () => {
  const cameAt = new Date("2026-11-22T21:00:00Z");
  const between = { sender: { id: "25861234567890123" }, recipient: { id: pageId } };
  const read = (event: object) => readEvents({ ...arrival, cameAt }, [{ ...between, ...event }])[0];
  const message = { mid: "m_1", text: "when" };
  for (const timestamp of [
    null,
    true,
    "",
    " 1 ",
    "0x10",
    [],
    [5],
    -1,
    1.5,
    Number.MAX_SAFE_INTEGER,
    "253402300800000",
  ]) {
    expect(read({ timestamp, message })?.kind, JSON.stringify(timestamp)).toBe("rejected");
    expect(read({ timestamp: 1, read: { watermark: timestamp } })?.kind, JSON.stringify(timestamp)).toBe("rejected");
  }
  expect(read({ timestamp: "1790000000000", message })).toMatchObject({ sentAt: new Date(1_790_000_000_000) });
  const last = 253_402_300_799_999;
  expect(read({ timestamp: last, message })).toMatchObject({ sentAt: cameAt, sequence: cameAt.getTime() * 100 });
  const now = { kind: "watermark", upTo: cameAt.getTime() * 100 + 99 };
  expect(read({ timestamp: last, read: { watermark: last } })).toMatchObject(now);
  expect(read({ delivery: { watermark: last } })).toMatchObject(now);
});

test("a delivery opens only with the signature of this app over these very bytes", () => {
  const body = Buffer.from(JSON.stringify({ object: "page", entry: [{ id: pageId, time: 1, messaging: [{ a: 1 }] }] }));
  const right = `sha256=${createHmac("sha256", appSecret).update(body).digest("hex")}`;
  const open = (header: string | string[] | undefined, bytes = body, secret: string | undefined = appSecret) =>
    openDelivery(secret, { headers: { "x-hub-signature-256": header }, body: bytes });
  expect(open(right)).toEqual(new Map([[pageId, [{ a: 1 }]]]));
  expect(openDelivery(undefined, { headers: { "x-hub-signature-256": right }, body })).toBeNull();
  for (const header of [undefined, "", "sha256=", right.slice(0, -1), `${right}0`, right.toUpperCase(), [right]]) {
    expect(open(header)).toBeNull();
  }
  expect(open(right, Buffer.concat([body, Buffer.from(" ")]))).toBeNull();
  expect(open(right, body, "another secret")).toBeNull();
});

test("events are sorted by page, also those that wait for another app, and an entry without any is kept", () => {
  const entry = [
    { id: "1", time: 1, messaging: [{ a: 1 }, { a: 2 }] },
    { id: "2", time: 1, standby: [{ b: 1 }] },
    { id: "1", time: 2, messaging: [{ a: 3 }] },
    { id: "3", time: 2, changes: [{ field: "feed" }] },
    { id: "4", time: 2, messaging: "none" },
    { time: 3, messaging: [{ c: 1 }] },
  ];
  expect(opened({ object: "page", entry })).toEqual(
    new Map([
      ["1", [{ a: 1 }, { a: 2 }, { a: 3 }]],
      ["2", [{ b: 1 }]],
      ["3", []],
      ["4", [entry[4]]],
    ]),
  );
  for (const body of [null, [], "text", { object: "instagram", entry }, { object: "page", entry: {} }]) {
    expect(opened(body)).toEqual(new Map());
  }
});

test("the challenge is answered to whoever knows the word, and to nobody else", () => {
  const asked = { "hub.mode": "subscribe", "hub.verify_token": "our word", "hub.challenge": "1158201444" };
  expect(greet("our word", asked)).toBe("1158201444");
  for (const wrong of ["", "our wor", "our word ", "Our word"]) {
    expect(greet("our word", { ...asked, "hub.verify_token": wrong })).toBeNull();
  }
  expect(greet(undefined, asked)).toBeNull();
  expect(greet("our word", { ...asked, "hub.mode": "unsubscribe" })).toBeNull();
  expect(greet("our word", { "hub.mode": "subscribe", "hub.verify_token": "our word" })).toBeNull();
  expect(greet("our word", {})).toBeNull();
});

function opened(delivery: unknown) {
  const body = Buffer.from(JSON.stringify(delivery));
  const signature = `sha256=${createHmac("sha256", appSecret).update(body).digest("hex")}`;
  return openDelivery(appSecret, { headers: { "x-hub-signature-256": signature }, body });
}

function expectMoment(entries: readonly [string, unknown][], name: string): void {
  const value = entries.find(([key]) => key === name)?.[1];
  if (value instanceof Date) expect(Number.isNaN(value.getTime())).toBe(false);
}

type Path = readonly string[];

function pathsOf(value: unknown): Path[] {
  if (typeof value !== "object" || value === null) return [[]];
  return [[], ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner).map((path) => [key, ...path]))];
}

function putInto(value: unknown, [key, ...rest]: Path, fault: unknown): unknown {
  if (key === undefined) return fault;
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === key ? putInto(item, rest, fault) : item));
  if (typeof value !== "object" || value === null) return fault;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, name === key ? putInto(inner, rest, fault) : inner]),
  );
}
