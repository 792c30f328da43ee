import { botUser } from "../state/bots.ts";
import { addLetter, findLetter, openChat } from "../state/chats.ts";
import { detectEntities } from "../state/entities.ts";
import { privateChat } from "../state/people.ts";
import { pushUpdate } from "../state/updates.ts";
import type { MessageContent, MessageEntity } from "../state/wire.ts";
import {
  announceChange,
  type Bot,
  type Chat,
  type Group,
  type Letter,
  type Person,
  telegramDate,
  type World,
} from "../state/world.ts";

export type Writing = { entities?: MessageEntity[] | undefined; replyTo?: number | undefined };

/** A person writes to a bot, or into a group the bot is in. The bot gets the update; returns the message. */
export function writeContent(world: World, from: Person, to: Chat, content: MessageContent, replyTo?: number): Letter {
  if (to.blocked) throw new Error(`@${to.bot.username} is blocked here. Unblock it before writing to it.`);
  const replied = replyTo === undefined ? undefined : findLetter(to, replyTo);
  if (replyTo !== undefined && !replied) throw new Error(`There is no message ${replyTo} to reply to in this chat.`);
  const letter = addLetter(world, to, { from: from.user, content, replyTo: replied });
  pushUpdate(world, to.bot, { message: letter.message }, letter);
  return letter;
}

/** A text as the phone sends it: trimmed, with the links and commands marked that Telegram finds by itself. */
export function textContent(text: string, entities?: MessageEntity[]): MessageContent {
  const found = entities ?? detectEntities(text);
  return { text, ...(found.length > 0 ? { entities: found } : {}) };
}

/** A person changes a message they wrote; its text, or its caption when it is a picture or file. */
export function editLetter(world: World, chat: Chat, messageId: number, text: string): void {
  const letter = findLetter(chat, messageId);
  if (letter?.from !== "customer") throw new Error(`The customer has no message ${messageId} to edit in this chat.`);
  const isText = letter.message.text !== undefined;
  Object.assign(letter.message, isText ? textContent(text) : { caption: text }, { edit_date: telegramDate(world) });
  pushUpdate(world, chat.bot, { edited_message: letter.message });
  announceChange(world, { kind: "chat", botId: chat.bot.id, chatId: chat.info.id });
}

/** The chat of this person with this bot. */
export function chatOf(world: World, person: Person, bot: Bot): Chat {
  return openChat(world, bot, privateChat(person.user));
}

/** The bot's side of this group. */
export function groupChatOf(world: World, group: Group, bot: Bot): Chat {
  return openChat(world, bot, group.info);
}

/** A person blocks or unblocks a bot, or a group removes or takes it back; the bot learns of it by `my_chat_member`. */
export function setBlocked(world: World, person: Person, chat: Chat, blocked: boolean): void {
  if (chat.blocked === blocked) return;
  chat.blocked = blocked;
  const bot = botUser(chat.bot);
  const member = { user: bot, status: "member" as const };
  const kicked = { user: bot, status: "kicked" as const, until_date: 0 };
  pushUpdate(world, chat.bot, {
    my_chat_member: {
      chat: chat.info,
      from: person.user,
      date: telegramDate(world),
      old_chat_member: blocked ? member : kicked,
      new_chat_member: blocked ? kicked : member,
    },
  });
  announceChange(world, { kind: "chat", botId: chat.bot.id, chatId: chat.info.id });
}

/** The messages of a chat in order, without the deleted ones. */
export function lettersOf(chat: Chat): Letter[] {
  return chat.letters
    .values()
    .filter((letter) => !letter.deleted)
    .toArray();
}
