import { alternate, requests } from "../measure.ts";
import type { Stage } from "../open-stage.ts";
import { compareRates, type Result } from "../report.ts";
import { firstCustomer } from "../seed.ts";
import { textUpdate } from "../stage/deliver-update.ts";

/** P3: a new message by webhook, stored, routed and announced before the answer, against three bare statements in a transaction. */
export async function receiveUpdates({ bot, server, limit, effort, size, postgres }: Stage): Promise<Result[]> {
  if (!bot.hook) throw new Error("The channel polls, and should be delivered to.");
  let number = 1_000_000;
  const setupRequest = (request: object) => {
    number += 1;
    // A prime step, so that neighbours in time are different customers.
    const customerId = firstCustomer + 1 + ((number * 7919) % size.conversations);
    const update = textUpdate({ updateId: number, messageId: number, customerId, text: `Is size ${number} in stock?` });
    return { ...request, body: JSON.stringify(update) };
  };
  const headers = { "content-type": "application/json" };
  const common = { method: "POST", requests: [{ setupRequest }] };
  const secret = { ...headers, "x-telegram-bot-api-secret-token": bot.hook.secret };
  const ours = requests({ ...common, url: bot.hook.url, headers: secret }, effort, [server.pid, postgres]);
  const bare = requests({ ...common, url: `${limit.address}/ingest`, headers }, effort, [limit.pid, postgres]);
  const measured = await alternate(ours, bare, effort.pieces);
  return [compareRates("P3 inbound update by webhook", measured, 0.6)];
}
