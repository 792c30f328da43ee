import { expect, test } from "vitest";
import { transportOf } from "#server/channels/webhooks/webhook-of.ts";

test.each([
  ["https://wokfow.example", "webhook"],
  ["http://wokfow.example", "polling"],
  ["http://localhost:3000", "webhook"],
  ["http://127.0.0.1:3000", "webhook"],
  ["http://[::1]:3000", "webhook"],
  ["http://127.wokfow.example", "polling"],
  [undefined, "polling"],
])("messages to %s arrive by %s", (publicUrl, transport) => {
  expect(transportOf({ publicUrl })).toBe(transport);
});
