import { createGroup } from "../state/people.ts";
import type { Group, Letter, Person, World } from "../state/world.ts";
import { type BotRef, botOf } from "./customer.ts";
import { groupChatOf, lettersOf, setBlocked, textContent, writeContent } from "./write.ts";

/** A supergroup with bots in it. */
export type SimulatedGroup = {
  id: number;
  /** A customer takes the bot into the group. */
  add: (bot: BotRef, by: { id: number }) => void;
  /** A customer puts the bot out of the group; sending answers 403. */
  remove: (bot: BotRef, by: { id: number }) => void;
  /** A customer writes into the group, and this bot hears of it; returns the `message_id`. */
  write: (customer: { id: number }, bot: BotRef, text: string) => number;
  thread: (bot: BotRef) => Letter[];
};

/** A new group of this name. */
export function newGroup(world: World, title: string): SimulatedGroup {
  const group = createGroup(world, title);
  return {
    id: group.info.id,
    add: (bot, by) => admit(world, group, bot, by),
    remove: (bot, by) => setBlocked(world, personOf(world, by), groupChatOf(world, group, botOf(world, bot)), true),
    write(customer, bot, text) {
      const chat = groupChatOf(world, group, botOf(world, bot));
      return writeContent(world, personOf(world, customer), chat, textContent(text)).message.message_id;
    },
    thread: (bot) => lettersOf(groupChatOf(world, group, botOf(world, bot))),
  };
}

/** The person this refers to. */
export function personOf(world: World, { id }: { id: number }): Person {
  const person = world.people.get(id);
  if (!person) throw new Error(`There is no customer with the id ${id}.`);
  return person;
}

function admit(world: World, group: Group, bot: BotRef, by: { id: number }): void {
  const chat = groupChatOf(world, group, botOf(world, bot));
  // A bot that was never here counts as outside, so that entering is a change it is told of.
  if (chat.letters.size === 0) chat.blocked = true;
  setBlocked(world, personOf(world, by), chat, false);
}
