import { z } from "zod";
import { findLetter } from "../state/chats.ts";
import { announceChange, type Chat, type Letter, telegramDate } from "../state/world.ts";
import { badRequest, type Call, integer, json, method } from "./call.ts";
import { captionShape, formatShape } from "./format-text.ts";
import { findChat, reachChat } from "./reach-chat.ts";
import { caption } from "./send-media.ts";
import { messageText } from "./send-message.ts";

const which = { chat_id: z.union([integer, z.string()]).optional(), message_id: integer.optional() };
const NOT_MODIFIED =
  "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message";

/** "A message can only be deleted if it was sent less than 48 hours ago." */
const DELETABLE_SECONDS = 48 * 60 * 60;

/** https://core.telegram.org/bots/api#editmessagetext */
export const editMessageText = method(
  { ...which, ...formatShape, text: z.string().optional(), reply_markup: json(z.unknown()) },
  (call, params) => {
    const { chat, letter } = ownLetter(call, params);
    if (letter.message.text === undefined) throw badRequest("there is no text in the message to edit");
    return change(call, chat, letter, {
      entities: undefined,
      ...messageText(params),
      reply_markup: params.reply_markup,
    });
  },
);

/** https://core.telegram.org/bots/api#editmessagecaption */
export const editMessageCaption = method(
  { ...which, ...captionShape, caption: z.string().optional(), reply_markup: json(z.unknown()) },
  (call, params) => {
    const { chat, letter } = ownLetter(call, params);
    if (letter.message.text !== undefined) throw badRequest("there is no caption in the message to edit");
    const said = caption({ ...params, entities: params.caption_entities });
    const none = { caption: undefined, caption_entities: undefined };
    return change(call, chat, letter, { ...none, ...said, reply_markup: params.reply_markup });
  },
);

/** https://core.telegram.org/bots/api#deletemessage */
export const deleteMessage = method(which, (call, params) => {
  const chat = reachChat(call, params.chat_id);
  const letter = findLetter(chat, params.message_id ?? 0);
  if (!letter) throw badRequest("message to delete not found");
  const age = telegramDate(call.world) - letter.message.date;
  if (age > DELETABLE_SECONDS) throw badRequest("message can't be deleted for everyone");
  letter.deleted = true;
  announce(call, chat);
  return true;
});

/** https://core.telegram.org/bots/api#setmessagereaction */
export const setMessageReaction = method(
  { ...which, reaction: json(z.array(z.object({ type: z.literal("emoji"), emoji: z.string() })).optional()) },
  (call, params) => {
    const chat = reachChat(call, params.chat_id);
    const letter = findLetter(chat, params.message_id ?? 0);
    if (!letter) throw badRequest("message to react not found");
    letter.reactions = params.reaction ?? [];
    announce(call, chat);
    return true;
  },
);

/** Shown on the phone for five seconds, or until a message comes. https://core.telegram.org/bots/api#sendchataction */
export const sendChatAction = method({ chat_id: which.chat_id, action: z.string().optional() }, (call, params) => {
  const chat = reachChat(call, params.chat_id);
  if (!params.action) throw badRequest("wrong parameter action in request");
  chat.action = { name: params.action, until: performance.now() + 5000 };
  announce(call, chat);
  return true;
});

type Which = { chat_id?: string | number | undefined; message_id?: number | undefined };

function ownLetter(call: Call, { chat_id, message_id }: Which): { chat: Chat; letter: Letter } {
  const chat = findChat(call, chat_id);
  const letter = findLetter(chat, message_id ?? 0);
  if (!letter) throw badRequest("message to edit not found");
  if (letter.from !== "bot") throw badRequest("message can't be edited");
  return { chat, letter };
}

function change(call: Call, chat: Chat, letter: Letter, fields: Record<string, unknown>) {
  const before = JSON.stringify({ ...letter.message, edit_date: undefined });
  const after = { ...letter.message, ...fields };
  if (JSON.stringify({ ...after, edit_date: undefined }) === before) throw badRequest(NOT_MODIFIED);
  letter.message = { ...after, edit_date: telegramDate(call.world) };
  announce(call, chat);
  return letter.message;
}

function announce({ world, bot }: Call, chat: Chat): void {
  announceChange(world, { kind: "chat", botId: bot.id, chatId: chat.info.id });
}
