import { expect, test } from "vitest";
import { readMarkup } from "#server/channels/whatsapp/parse/read-markup.ts";

test("an address ends before what closes the sentence", () => {
  const { entities } = readMarkup("See (https://example.com/a).");
  expect(entities).toEqual([{ kind: "link", offset: 5, length: 21, url: "https://example.com/a" }]);
});

test("no more is formatted than somebody would look at", () => {
  const { text, entities } = readMarkup("*a* ".repeat(16_000));
  expect([text.length, entities.length]).toEqual([32_000, 1_000]);
});

test.each([
  ["signs behind an address", `https://x${".".repeat(60_000)}a`],
  ["marks that open and never close", "*a _a ~a ".repeat(7_000)],
  ["code that is never closed", "```a ``".repeat(9_000)],
  ["more than a phone lets anybody write", "*a* ".repeat(1_000_000)],
])("%s hold nobody up", (_, written) => {
  const started = process.cpuUsage();
  readMarkup(written);
  // The slow way took 13 s; this takes some milliseconds.
  expect(process.cpuUsage(started).user).toBeLessThan(2_000_000);
});
