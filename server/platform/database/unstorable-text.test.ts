import { Client } from "pg";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { makeTestDatabase, type TestDatabase } from "#server/platform/database/make-test-databases.ts";
import { isTextUnstorable } from "#server/platform/database/unstorable-text.ts";

let database: TestDatabase;
let client: Client;

beforeAll(async () => {
  database = await makeTestDatabase(inject("testServer"));
  client = new Client({ connectionString: database.ownerUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

it.each([
  ["a null character in a text", "select $1::text", "a\0b", true],
  ["a null character inside of jsonb", "select $1::jsonb", JSON.stringify("a\0b"), true],
  ["half of a character inside of jsonb", "select $1::jsonb", JSON.stringify("\ud83d!"), true],
  ["what is no JSON", "select $1::jsonb", "{", false],
  ["what is no identifier", "select $1::uuid", "x", false],
])("tells %s from a fault of ours", async (_, statement, value, blamed) => {
  const error = await client.query(statement, [value]).catch((refused: unknown) => refused);
  expect(error).toBeInstanceOf(Error);
  expect(isTextUnstorable(error)).toBe(blamed);
});
