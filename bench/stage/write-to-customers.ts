import { setTimeout as pause } from "node:timers/promises";
import type { Pool } from "pg";
import { listConversations } from "#contract/conversations.ts";
import { sendMessage } from "#contract/messages.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import type { SimulatedCustomer } from "#simulators/telegram/customer/customer.ts";
import type { TelegramSimulator } from "#simulators/telegram/start-telegram.ts";
import { type ConnectedBot, connectBot } from "./connect-bot.ts";

/** A customer who has written once, and the conversation in which they are answered. */
export interface Correspondent {
  readonly bot: ConnectedBot;
  readonly customer: SimulatedCustomer;
  readonly conversationId: string;
}

/** Connects bots and lets new customers write to them, each once; resolves when all their conversations are in the inbox. */
export async function meetCustomers(
  telegram: TelegramSimulator,
  person: TestClient,
  { name, bots, customers }: { name: string; bots: number; customers: number },
): Promise<Correspondent[]> {
  const met: { bot: ConnectedBot; customer: SimulatedCustomer }[] = [];
  for (let index = 0; index < bots; index += 1) {
    const bot = await connectBot(telegram, person, `${name}_${index}`);
    for (let count = 0; count < customers / bots; count += 1) {
      const customer = telegram.customer({ firstName: `${name} ${met.length}` });
      customer.write(bot.bot, "hello");
      met.push({ bot, customer });
    }
    while (bot.bot.pendingUpdates() > 0) await pause(10);
  }
  const found = await findConversations(person, new Set(met.map(({ customer }) => customer.firstName)));
  return met.map((each) => ({ ...each, conversationId: found.get(each.customer.firstName) ?? "" }));
}

/** They have just written, so that they stand at the top of the list. */
async function findConversations(person: TestClient, names: ReadonlySet<string>): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (let cursor: string | null | undefined; cursor !== null && found.size < names.size; ) {
    const page = await person.ok(listConversations, { query: { limit: 100, ...(cursor && { cursor }) } });
    for (const { contact, id } of page.items) if (names.has(contact.name)) found.set(contact.name, id);
    cursor = page.next;
  }
  if (found.size < names.size) throw new Error(`Only ${found.size} of ${names.size} customers are in the inbox.`);
  return found;
}

/** Answers a customer and resolves with the status. The key makes it safe to send again. */
export function reply(person: TestClient, { conversationId }: Correspondent, text: string): Promise<number> {
  return sendReply(person, conversationId, text);
}

/** The same for a conversation of any channel. */
export async function sendReply(person: TestClient, conversationId: string, text: string): Promise<number> {
  const body = { idempotencyKey: `key of ${text}`, text };
  return (await person.call(sendMessage, { params: { conversationId }, body })).status;
}

/** What the bots have said to these customers, in the order in which Telegram took it. */
export function whatArrived(correspondents: readonly Correspondent[]): string[][] {
  return correspondents.map(({ bot, customer }) =>
    customer.thread(bot.bot).flatMap(({ from, message }) => (from === "bot" ? [String(message.text)] : [])),
  );
}

/** Waits until nothing is queued or under way. Rejects after so many seconds. */
export async function untilNothingWaits(owner: Pool, seconds: number): Promise<void> {
  const waiting = await untilNoneIs(owner, ["queued", "sending"], seconds);
  if (waiting > 0) throw new Error(`${waiting} replies still wait after ${seconds} s.`);
}

/** Waits until it is known of each what became of it. Resolves with what is left after so many seconds, for others to judge. */
export function untilNothingIsUnknown(owner: Pool, seconds: number): Promise<number> {
  return untilNoneIs(owner, ["queued", "sending", "unknown"], seconds);
}

async function untilNoneIs(owner: Pool, states: readonly string[], seconds: number): Promise<number> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const { rows } = await owner.query<{ waiting: number }>(
      "select count(*)::int as waiting from messages where state = any($1)",
      [states],
    );
    const waiting = rows[0]?.waiting ?? 0;
    if (waiting === 0 || performance.now() > deadline) return waiting;
    await pause(100);
  }
}
