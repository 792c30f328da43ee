import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { proto } from "baileys/WAProto/index.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { JournalEntry } from "#server/channels/whatsapp/parse/journal-entry.ts";
import { parseEntry } from "#server/channels/whatsapp/parse/parse-entry.ts";
import { jsonText } from "#server/conversations/clean-text.ts";

const folder = join(import.meta.dirname, "fixtures");
const own = { id: "4915199999999:7@s.whatsapp.net", lid: "77000000009999:7@lid" };
const receivedAt = new Date("2026-11-18T12:00:00Z");

interface Fixture {
  readonly entry: {
    readonly kind: JournalEntry["kind"];
    readonly attributes: Record<string, string>;
    readonly message?: object;
    readonly ids?: readonly string[];
    readonly reason?: string;
  };
  readonly expected: unknown;
}

test.each(readdirSync(folder))("%s is read as it says", (name) => {
  const { entry, expected } = readFixture(name);
  expect(JSON.parse(JSON.stringify(parseEntry(own, entry)))).toEqual(expected);
});

test("any bytes with any attributes become some update, and never an error", () => {
  fc.assert(
    fc.property(attributes, fc.uint8Array({ maxLength: 400 }), (given, plaintext) => {
      expectStorable({ kind: "message", attributes: given, plaintext, receivedAt });
    }),
    { numRuns: 3_000, seed: 21 },
  );
});

test("messages with any fault in any place become some update, and never an error", () => {
  const originals = readdirSync(folder).flatMap((name) => {
    const { entry } = readFixture(name);
    return entry.kind === "message" ? [entry] : [];
  });
  fc.assert(
    fc.property(
      fc.constantFrom(...originals),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }),
      (entry, faults) => {
        const plaintext = Uint8Array.from(entry.plaintext);
        for (const [place, byte] of faults) plaintext[place % plaintext.length] = byte;
        expectStorable({ ...entry, plaintext });
      },
    ),
    { numRuns: 5_000, seed: 22 },
  );
});

test("receipts and failures with any attributes become some update, and never an error", () => {
  fc.assert(
    fc.property(attributes, fc.array(fc.string(), { maxLength: 3 }), (given, ids) => {
      expectStorable({ kind: "receipt", attributes: given, ids, receivedAt });
      expectStorable({ kind: "undecryptable", attributes: given, reason: "Bad MAC", receivedAt });
    }),
    { numRuns: 1_000, seed: 23 },
  );
});

test("nobody but the account itself writes as the account", () => {
  const { entry } = readFixture("written-on-phone.json");
  const stranger = { ...entry, attributes: { ...entry.attributes, from: "77000000000002@lid" } };
  expect(parseEntry(own, stranger)).toMatchObject([
    { kind: "message", direction: "inbound", chatId: "77000000000002@lid" },
  ]);
});

test.each([
  ["within its second", "2026-11-18T11:06:40.300Z", "2026-11-18T11:06:40.300Z"],
  ["later", "2026-11-18T11:06:42.100Z", "2026-11-18T11:06:40.999Z"],
  ["before it, by a clock that is late", "2026-11-18T11:06:39.900Z", "2026-11-18T11:06:40.000Z"],
])("what came %s has its moment within that second", (_, came, at) => {
  for (const name of ["text.json", "written-on-phone.json", "read-on-phone.json", "undecryptable.json"]) {
    const { entry } = readFixture(name);
    const told = { ...entry, attributes: { ...entry.attributes, t: "1795000000" }, receivedAt: new Date(came) };
    const [update] = parseEntry(own, told).filter(({ kind }) => kind === "message" || kind === "seen");
    const moment = update && "sentAt" in update ? update.sentAt : update && "at" in update ? update.at : null;
    expect(moment).toEqual(new Date(at));
  }
});

const address = fc.oneof(
  fc.constantFrom(
    "77000000000001:3@lid",
    "4915100000001@s.whatsapp.net",
    own.id,
    "1@g.us",
    "status@broadcast",
    "0@s.whatsapp.net",
  ),
  fc.string(),
);
const attributes = fc
  .dictionary(fc.constantFrom("id", "t", "notify", "type", "category", "edit"), fc.string({ unit: "binary" }))
  .chain((others) =>
    fc
      .record({ from: address, recipient: address, participant: address, sender_pn: address }, { requiredKeys: [] })
      .map((some) => ({ ...others, ...some })),
  );

function expectStorable(entry: JournalEntry): void {
  const updates = parseEntry(own, entry);
  expect(updates.length).toBeGreaterThan(0);
  for (const update of updates) {
    expect(() => JSON.parse(jsonText(update))).not.toThrow();
    if ("sentAt" in update) expect(Number.isNaN(update.sentAt.getTime())).toBe(false);
  }
}

/** Messages stand in fixtures as JSON of the protobuf; here they are what the cipher gave. */
function readFixture(name: string): { entry: JournalEntry; expected: unknown } {
  const { entry, expected }: Fixture = JSON.parse(readFileSync(join(folder, name), "utf8"));
  const { kind, attributes, message = {}, ids = [], reason = "" } = entry;
  if (kind === "receipt") return { entry: { kind, attributes, ids, receivedAt }, expected };
  if (kind === "undecryptable") return { entry: { kind, attributes, reason, receivedAt }, expected };
  const encoded = proto.Message.encode(proto.Message.fromObject(message)).finish();
  return { entry: { kind, attributes, plaintext: Buffer.concat([encoded, Buffer.alloc(5, 5)]), receivedAt }, expected };
}
