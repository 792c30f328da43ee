import { randomInteger } from "#simulators/shared/random.ts";
import { createPerson } from "../state/people.ts";
import type { World } from "../state/world.ts";
import { type BotRef, botOf, customerOf, type SimulatedCustomer } from "./customer.ts";

export type Crowd = { customers: number; messages: number; text?: (index: number) => string };
export type CrowdMessage = { chatId: number; messageId: number; text: string };

/**
 * Many customers write to one bot at once: `messages` texts, spread over `customers` by the seeded generator. Returns
 * what was written, in order, to compare with what arrived.
 */
export function writeAsCrowd(world: World, ref: BotRef, crowd: Crowd): CrowdMessage[] {
  const bot = botOf(world, ref);
  const people: SimulatedCustomer[] = Array.from({ length: crowd.customers }, (_, index) =>
    customerOf(world, createPerson(world, { firstName: `Customer ${index + 1}` })),
  );
  return Array.from({ length: crowd.messages }, (_, index) => {
    const customer = people[randomInteger(world.random, 0, people.length - 1)];
    if (!customer) throw new Error("A crowd needs at least one customer.");
    const text = crowd.text?.(index) ?? `Message ${index + 1}`;
    return { chatId: customer.id, messageId: customer.write(bot, text), text };
  });
}
