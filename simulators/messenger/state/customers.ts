import { newId } from "./ids.ts";
import { announceChange, type Customer, type Page, type Thread, threadKey, type World } from "./world.ts";

export type NewCustomer = {
  firstName: string;
  lastName?: string | undefined;
  id?: string | undefined;
  /** Any picture; served as it is. Default: a drawing with the first letter. */
  picture?: Buffer | undefined;
};

/** Somebody with Messenger on their phone. */
export function createCustomer(world: World, { firstName, lastName, id, picture }: NewCustomer): Customer {
  const customer: Customer = {
    id: id ?? newId(world, "61"),
    firstName,
    lastName: lastName ?? "",
    picture,
    psids: new Map(),
    isProfileHidden: false,
    isGone: false,
    isOnline: true,
  };
  if (world.customers.has(customer.id)) throw new Error(`There is already a customer with the id ${customer.id}.`);
  world.customers.set(customer.id, customer);
  announceChange(world, { kind: "customers" });
  return customer;
}

/** The customer this refers to. */
export function customerNamed(world: World, { id }: { id: string }): Customer {
  const customer = world.customers.get(id);
  if (!customer) throw new Error(`There is no customer with the id ${id}.`);
  return customer;
}

/** The chat of a customer with a page. The page knows the customer by an id that is for this page alone. */
export function openThread(world: World, customer: Customer, page: Page): Thread {
  const known = customer.psids.get(page.id);
  const psid = known ?? newId(world, "2");
  customer.psids.set(page.id, psid);
  const key = threadKey(page.id, psid);
  const thread = world.threads.get(key) ?? emptyThread(customer, page, psid);
  world.threads.set(key, thread);
  return thread;
}

function emptyThread(customer: Customer, page: Page, psid: string): Thread {
  return {
    page,
    customer,
    psid,
    letters: new Map(),
    customerWroteAt: undefined,
    isBlocked: false,
    isTyping: false,
    pageReadAt: undefined,
  };
}
