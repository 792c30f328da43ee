import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { connectChannel } from "#contract/channels.ts";
import { listConversations } from "#contract/conversations.ts";
import { sendMessage } from "#contract/messages.ts";
import { writeNote } from "#contract/notes.ts";
import { transferConversation } from "#contract/transfers.ts";
import { startWokfow, type TestWokfow } from "#server/testing/start-wokfow.ts";
import { waitFor } from "#server/testing/wait-for.ts";
import { startTelegram, type TelegramSimulator } from "#simulators/telegram/start-telegram.ts";

let telegram: TelegramSimulator;
let wokfow: TestWokfow;

beforeAll(async () => {
  telegram = await startTelegram();
  wokfow = await startWokfow(inject("testServer"), { env: { TELEGRAM_API_ROOT: telegram.url } });
});
afterAll(async () => {
  await wokfow.stop();
  await telegram.close();
});

test("of notes, alone and with a transfer, the customer's phone gets nothing, before and after an answer", async () => {
  const ana = wokfow.client();
  const { profile } = await ana.signUp();
  const bot = telegram.createBot({ username: "shop_bot", name: "Shop" });
  await ana.ok(connectChannel, { body: { kind: "telegram", credentials: { token: bot.token } } });
  const lena = telegram.customer({ firstName: "Lena" });
  lena.write(bot, "Hello");
  const conversation = await waitFor(async () => (await ana.ok(listConversations)).items[0]);
  const params = { conversationId: conversation.id };
  const key = () => ({ idempotencyKey: crypto.randomUUID() });

  await ana.ok(writeNote, { params, body: { ...key(), text: "A secret before" } });
  await ana.ok(sendMessage, { params, body: { ...key(), text: "The answer" } });
  const note = { ...key(), text: "A secret with a transfer" };
  const given = { to: { memberId: profile.id }, expectedTeamId: null, expectedAssigneeId: null, note };
  await ana.ok(transferConversation, { params, body: given });
  await ana.ok(writeNote, { params, body: { ...key(), text: "A secret after" } });
  await ana.ok(sendMessage, { params, body: { ...key(), text: "The last word" } });

  const said = () => lena.thread(bot).flatMap(({ from, message }) => (from === "bot" ? (message.text ?? "") : []));
  await waitFor(() => said().includes("The last word"));
  expect(said()).toEqual(["The answer", "The last word"]);
});
