import { botUser } from "./bots.ts";
import type { ChatInfo, Message, MessageContent, User } from "./wire.ts";
import { announceChange, type Bot, type Chat, chatKey, type Letter, telegramDate, type World } from "./world.ts";

/** The chat between this bot and this person or group, opened if they never met. */
export function openChat(world: World, bot: Bot, info: ChatInfo): Chat {
  const key = chatKey(bot.id, info.id);
  const known = world.chats.get(key);
  if (known) return known;
  const chat: Chat = { bot, info, blocked: false, letters: new Map(), action: undefined };
  world.chats.set(key, chat);
  announceChange(world, { kind: "chat", botId: bot.id, chatId: info.id });
  return chat;
}

/** Puts a message into the chat, with the next number and the clock's date. */
export function addLetter(
  world: World,
  chat: Chat,
  letter: { from: User | "bot"; content: MessageContent; replyTo?: Letter | undefined },
): Letter {
  const message: Message = {
    message_id: nextMessageId(world, chat),
    from: letter.from === "bot" ? botUser(chat.bot) : letter.from,
    chat: chat.info,
    date: telegramDate(world),
    ...(letter.replyTo ? { reply_to_message: withoutReply(letter.replyTo.message) } : {}),
    ...letter.content,
  };
  const added: Letter = {
    message,
    from: letter.from === "bot" ? "bot" : "customer",
    confirmed: letter.from === "bot",
    deleted: false,
    reactions: [],
  };
  chat.letters.set(message.message_id, added);
  if (letter.from === "bot") chat.action = undefined;
  announceChange(world, { kind: "chat", botId: chat.bot.id, chatId: chat.info.id });
  return added;
}

/** The message with this number, unless it was deleted. */
export function findLetter(chat: Chat, messageId: number): Letter | undefined {
  const letter = chat.letters.get(messageId);
  return letter?.deleted ? undefined : letter;
}

function nextMessageId(world: World, chat: Chat): number {
  const counter = world.groups.get(chat.info.id) ?? chat.bot;
  return counter.nextMessageId++;
}

/** "Note that the Message object in this field will not contain further reply_to_message fields even if it itself is a reply." */
function withoutReply({ reply_to_message: _, ...message }: Message): Message {
  return message;
}
