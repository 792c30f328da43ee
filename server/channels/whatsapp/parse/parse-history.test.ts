import type { proto } from "baileys";
import { expect, test } from "vitest";
import { parseHistory } from "#server/channels/whatsapp/parse/parse-history.ts";

const own = { id: "4915199999999:7@s.whatsapp.net", lid: "77000000009999:7@lid" };
const second = 1_795_000_000;
const since = new Date(0);

test("messages of one second stay in their order, at its end", () => {
  const told = messagesOf(new Date("2026-11-18T12:00:00Z"));
  expect(told.map(({ externalId }) => externalId)).toEqual(["3A01", "3A02"]);
  expect(told.map(({ sentAt }) => sentAt.getTime() - second * 1_000)).toEqual([999, 999]);
  expect(told[1]?.sequence).toBeGreaterThan(told[0]?.sequence ?? 0);
});

test("nothing is from a moment to come", () => {
  const cameAt = new Date(second * 1_000 + 400);
  expect(messagesOf(cameAt).map(({ sentAt }) => sentAt)).toEqual([cameAt, cameAt]);
});

test("what was written in the second in which an outage began was missed in it", () => {
  const missedFrom = new Date(second * 1_000 + 500);
  expect(messagesOf(new Date("2026-11-18T12:00:00Z"), missedFrom)).toMatchObject([
    { kind: "message", direction: "inbound" },
    { kind: "past", direction: "outbound" },
  ]);
});

/** What is told of a question and its answer, which phones list the latest first. */
function messagesOf(cameAt: Date, missedFrom: Date | null = null) {
  const messages = [letter("3A02", true, "On Fridays"), letter("3A01", false, "Do you deliver?")];
  return parseHistory(own, { messages, contacts: [] }, { cameAt, since, missedFrom }).flatMap((update) =>
    update.kind === "message" || update.kind === "past" ? [update] : [],
  );
}

function letter(id: string, fromMe: boolean, conversation: string): proto.IWebMessageInfo {
  const key = { remoteJid: "77000000000001@lid", fromMe, id };
  return { key, message: { conversation }, messageTimestamp: second };
}
