import { randomText } from "#simulators/shared/random.ts";
import { findLetter } from "../state/chats.ts";
import { pushUpdate } from "../state/updates.ts";
import { announceChange, type Chat, type Letter, type Person, telegramDate, type World } from "../state/world.ts";

/** A person puts an emoji on a message; an empty one takes it away. */
export function react(world: World, person: Person, chat: Chat, messageId: number, emoji: string): void {
  const letter = letterOf(chat, messageId);
  const before = letter.reactions;
  letter.reactions = emoji ? [{ type: "emoji", emoji }] : [];
  pushUpdate(world, chat.bot, {
    message_reaction: {
      chat: chat.info,
      message_id: messageId,
      user: person.user,
      date: telegramDate(world),
      old_reaction: before,
      new_reaction: letter.reactions,
    },
  });
  announceChange(world, { kind: "chat", botId: chat.bot.id, chatId: chat.info.id });
}

/** A person presses an inline button. */
export function pressButton(world: World, person: Person, chat: Chat, messageId: number, data: string): void {
  const { message } = letterOf(chat, messageId);
  const id = randomText(world.random, 18);
  chat.bot.openQueries.add(id);
  pushUpdate(world, chat.bot, {
    callback_query: { id, from: person.user, message, chat_instance: String(chat.info.id), data },
  });
}

function letterOf(chat: Chat, messageId: number): Letter {
  const letter = findLetter(chat, messageId);
  if (!letter) throw new Error(`There is no message ${messageId} in this chat.`);
  return letter;
}
