import { setTimeout as pause } from "node:timers/promises";
import type { MessengerSimulator, SimulatedCustomer, SimulatedPage } from "#simulators/messenger/start-messenger.ts";
import type { House } from "../crash/open-house.ts";
import { connectPage } from "./connect-page.ts";

/** A customer who has written to a page once, and the conversation in which they are answered. */
export interface Writer {
  readonly page: SimulatedPage;
  readonly customer: SimulatedCustomer;
  readonly conversationId: string;
}

const patienceMilliseconds = 120_000;

/** Connects a page and lets new customers write to it, each once; resolves when all their conversations are there. */
export async function meetWriters(
  messenger: MessengerSimulator,
  house: House,
  { name, customers }: { name: string; customers: number },
): Promise<Writer[]> {
  const page = await connectPage(messenger, house, name);
  const people = Array.from({ length: customers }, (_, index) =>
    messenger.customer({ firstName: name, lastName: String(index) }),
  );
  for (const person of people) person.write(page, "hello");
  const found = await findConversations(house, new Set(people.map((customer) => customer.psid(page))));
  return people.map((customer) => ({ page, customer, conversationId: found.get(customer.psid(page)) ?? "" }));
}

/** By what Messenger calls the customers: their names come later than what they write. */
async function findConversations({ owner }: House, psids: ReadonlySet<string>): Promise<Map<string, string>> {
  const deadline = performance.now() + patienceMilliseconds;
  for (;;) {
    const { rows } = await owner.query<{ id: string; psid: string }>(
      "select id, external_id as psid from conversations where last_message_at is not null and external_id = any($1)",
      [[...psids]],
    );
    if (rows.length === psids.size) return new Map(rows.map(({ id, psid }) => [psid, id]));
    if (performance.now() > deadline)
      throw new Error(`Only ${rows.length} of ${psids.size} customers are in the inbox.`);
    await pause(20);
  }
}
