import { z } from "zod";
import { addLetter, findLetter } from "../state/chats.ts";
import type { Message, MessageContent } from "../state/wire.ts";
import { type Chat, chatKey, type Letter } from "../state/world.ts";
import { badRequest, type Call, flag, integer, json, TelegramRefusal } from "./call.ts";

/** The parameters every send method has. */
export const addressShape = {
  chat_id: z.union([integer, z.string()]).optional(),
  reply_parameters: json(z.object({ message_id: integer, allow_sending_without_reply: flag.optional() }).optional()),
  reply_to_message_id: integer.optional(),
  allow_sending_without_reply: flag.optional(),
  reply_markup: json(z.unknown()),
};

type Address = z.infer<z.ZodObject<typeof addressShape>>;

/** Sends this content to the chat the call names; returns the message as Telegram would. */
export function sendTo(call: Call, address: Address, content: MessageContent): Message {
  const chat = reachChat(call, address.chat_id);
  const replyTo = repliedLetter(chat, address);
  const markup = address.reply_markup ? { reply_markup: address.reply_markup } : {};
  return addLetter(call.world, chat, { from: "bot", content: { ...content, ...markup }, replyTo }).message;
}

/** A chat the bot may write to; otherwise the 400 or 403 that Telegram answers. */
export function reachChat(call: Call, chatId: number | string | undefined): Chat {
  const chat = findChat(call, chatId);
  if (call.world.people.get(chat.info.id)?.deactivated) throw forbidden("user is deactivated");
  if (chat.blocked && chat.info.type === "private") throw forbidden("bot was blocked by the user");
  if (chat.blocked) throw forbidden("bot was kicked from the supergroup chat");
  return chat;
}

/** A chat the bot has met, blocked or not. */
export function findChat({ world, bot }: Call, chatId: number | string | undefined): Chat {
  if (chatId === undefined || chatId === "") throw badRequest("chat_id is empty");
  const chat = world.chats.get(chatKey(bot.id, Number(chatId)));
  // A private chat begins with the person's first message; that somebody opened it on their phone is not enough.
  if (!chat || (chat.info.type === "private" && chat.letters.size === 0)) throw badRequest("chat not found");
  return chat;
}

function repliedLetter(chat: Chat, address: Address): Letter | undefined {
  const messageId = address.reply_parameters?.message_id ?? address.reply_to_message_id;
  if (messageId === undefined) return undefined;
  const letter = findLetter(chat, messageId);
  const optional = address.reply_parameters?.allow_sending_without_reply ?? address.allow_sending_without_reply;
  if (!letter && !optional) throw badRequest("message to be replied not found");
  return letter;
}

function forbidden(reason: string): TelegramRefusal {
  return new TelegramRefusal(403, `Forbidden: ${reason}`);
}
