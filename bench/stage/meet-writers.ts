import type { MessengerSimulator, SimulatedCustomer, SimulatedPage } from "#simulators/messenger/start-messenger.ts";
import type { House } from "../crash/open-house.ts";
import { connectPage } from "./connect-page.ts";
import { untilStored } from "./linked-customers.ts";

/** A customer who has written to a page once, and the conversation in which they are answered. */
export interface Writer {
  readonly page: SimulatedPage;
  readonly customer: SimulatedCustomer;
  readonly conversationId: string;
}

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
  const stored = await untilStored(house.owner, customers, 120);
  if (stored < customers) throw new Error(`Only ${stored} of ${customers} customers are in the inbox.`);
  // What Messenger calls a customer comes later than what they write.
  const { rows } = await house.owner.query<{ id: string; psid: string }>(
    "select id, external_id as psid from conversations",
  );
  const found = new Map(rows.map(({ id, psid }) => [psid, id]));
  return people.map((customer) => ({ page, customer, conversationId: found.get(customer.psid(page)) ?? "" }));
}
