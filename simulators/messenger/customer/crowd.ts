import { randomInteger } from "#simulators/shared/random.ts";
import { createCustomer } from "../state/customers.ts";
import type { World } from "../state/world.ts";
import { customerOf, type PageRef, type SimulatedCustomer } from "./customer.ts";

export type Crowd = { customers: number; messages: number; text?: (index: number) => string };
export type CrowdMessage = { psid: string; mid: string; text: string };

/**
 * Many new customers write to one page at once: `messages` texts, spread over `customers` by the seeded generator. Returns what was
 * written, in order, to compare with what arrived.
 */
export function writeAsCrowd(world: World, page: PageRef, crowd: Crowd): CrowdMessage[] {
  const people: SimulatedCustomer[] = Array.from({ length: crowd.customers }, (_, index) =>
    customerOf(world, createCustomer(world, { firstName: `Customer ${index + 1}` })),
  );
  return Array.from({ length: crowd.messages }, (_, index) => {
    const customer = people[randomInteger(world.random, 0, people.length - 1)];
    if (!customer) throw new Error("A crowd needs at least one customer.");
    const text = crowd.text?.(index) ?? `Message ${index + 1}`;
    return { psid: customer.psid(page), mid: customer.write(page, text), text };
  });
}
