import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseUpdate } from "#server/channels/telegram/parse-update.ts";
import { readDelivery, readUpdates } from "#server/channels/telegram/read-updates.ts";

const folder = join(import.meta.dirname, "fixtures");

test.each(readdirSync(folder))("%s is read as it says", (name) => {
  const { update, expected } = JSON.parse(readFileSync(join(folder, name), "utf8"));
  expect(JSON.parse(JSON.stringify(parseUpdate(update)))).toEqual(expected);
});

test("any JSON becomes some update that PostgreSQL can store, and never an error", () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false, maxDepth: 6 }), (value) => {
      expectStorable(parseUpdate(value));
    }),
    { numRuns: 1_000, seed: 11 },
  );
});

test("updates with any fault in any place become some update, and never an error", () => {
  const originals = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")).update);
  fc.assert(
    fc.property(
      fc.constantFrom(...originals),
      fc.nat(),
      fc.oneof(fc.jsonValue({ noUnicodeString: false }), fc.constantFrom(1e300, -1, 2 ** 60, "\u0000\ud800", [[]])),
      (original, place, value) => expectStorable(parseUpdate(damage(original, place, value))),
    ),
    { numRuns: 2_000, seed: 12 },
  );
});

test("nesting without end is cut off", () => {
  const deep = `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`;
  expect(parseUpdate(JSON.parse(deep))).toMatchObject({ kind: "rejected", reason: "This is not an update." });
});

test("a batch is confirmed behind its highest number, whatever else is in it", () => {
  const batch = readUpdates([{ update_id: 7 }, "x", null, { update_id: "9" }, { update_id: 5 }]);
  expect(batch.position).toBe("8");
  expect(batch.updates.map(({ kind }) => kind)).toEqual(["ignored", "rejected", "rejected", "rejected", "ignored"]);
  expect(readUpdates([])).toEqual({ updates: [], position: null });
  expect(readUpdates("no list")).toEqual({ updates: [], position: null });
});

test("a delivery is read only with its secret", () => {
  const body = Buffer.from(JSON.stringify({ update_id: 1, callback_query: {} }));
  const name = "x-telegram-bot-api-secret-token";
  for (const wrong of [undefined, "", "s3cre", "s3crett", ["s3cret", "s3cret"]]) {
    expect(readDelivery("s3cret", { headers: { [name]: wrong }, body })).toBeNull();
  }
  expect(readDelivery("", { headers: { [name]: "" }, body })).toBeNull();
  expect(readDelivery("s3cret", { headers: { [name]: "s3cret" }, body })?.updates).toEqual([{ kind: "ignored" }]);
});

function expectStorable(update: ReturnType<typeof parseUpdate>): void {
  const text = JSON.stringify(update);
  expect(text).not.toMatch(/\\u0000|\\ud[89a-f]/i);
  for (const moment of ["sentAt", "editedAt", "at"]) {
    if (moment in update) expect(JSON.parse(text)[moment]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  }
}

/** The same JSON with another value in one place. */
function damage(json: unknown, place: number, value: unknown): unknown {
  const paths = [...pathsOf(json, [])];
  const path = paths[place % paths.length] ?? [];
  return replaceAt(json, path, value);
}

function* pathsOf(json: unknown, path: string[]): Generator<string[]> {
  yield path;
  if (typeof json !== "object" || json === null) return;
  for (const [key, item] of Object.entries(json)) yield* pathsOf(item, [...path, key]);
}

function replaceAt(json: unknown, [key, ...rest]: string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(json))
    return json.map((item, index) => (String(index) === key ? replaceAt(item, rest, value) : item));
  if (typeof json !== "object" || json === null) return value;
  const entries = Object.entries(json);
  return Object.fromEntries(entries.map(([name, item]) => [name, name === key ? replaceAt(item, rest, value) : item]));
}
