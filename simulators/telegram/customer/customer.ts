import type { MessageEntity } from "../state/wire.ts";
import type { Bot, Chat, Letter, Person, World } from "../state/world.ts";
import { chatOf, editLetter, setBlocked, textContent, type Writing, writeContent } from "./write.ts";

/** Anything that names a bot. */
export type BotRef = { id: number };

/** Somebody with a phone. What they do reaches the bot as an update; `message_id`s are returned. */
export type SimulatedCustomer = {
  id: number;
  firstName: string;
  username: string | undefined;
  write: (bot: BotRef, text: string, options?: Writing) => number;
  /** Opens the bot by a link: `/start`, or `/start parameter`. */
  start: (bot: BotRef, parameter?: string) => number;
  editMessage: (bot: BotRef, messageId: number, text: string) => void;
  block: (bot: BotRef) => void;
  unblock: (bot: BotRef) => void;
  /** Everything both have said, in order, with what the page shows about it. Deleted messages are left out. */
  thread: (bot: BotRef) => Letter[];
};

/** The phone of this person. */
export function customerOf(world: World, person: Person): SimulatedCustomer {
  const chat = (bot: BotRef) => chatOf(world, person, botOf(world, bot));
  const write = (bot: BotRef, text: string, entities?: MessageEntity[], replyTo?: number) =>
    writeContent(world, person, chat(bot), textContent(text, entities), replyTo).message.message_id;
  return {
    id: person.user.id,
    firstName: person.user.first_name,
    username: person.user.username,
    write: (bot, text, options = {}) => write(bot, text, options.entities, options.replyTo),
    start: (bot, parameter) => write(bot, parameter === undefined ? "/start" : `/start ${parameter}`),
    editMessage: (bot, messageId, text) => editLetter(world, chat(bot), messageId, text),
    block: (bot) => setBlocked(world, person, chat(bot), true),
    unblock: (bot) => setBlocked(world, person, chat(bot), false),
    thread: (bot) => lettersOf(chat(bot)),
  };
}

/** The bot this refers to. */
export function botOf(world: World, { id }: BotRef): Bot {
  const bot = world.bots.get(id);
  if (!bot) throw new Error(`There is no bot with the id ${id}.`);
  return bot;
}

function lettersOf(chat: Chat): Letter[] {
  return chat.letters
    .values()
    .filter((letter) => !letter.deleted)
    .toArray();
}
