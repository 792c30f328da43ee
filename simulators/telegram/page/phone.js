import { createContactsPhone } from "/shared/contacts-phone.js";
import { summary } from "./bubble.js";
import { createChat } from "./chat.js";
import { nameOf } from "./name.js";

/** One customer's phone: the list of bots, or the chat with one of them. */
export function createPhone(customer, putAway) {
  return createContactsPhone(nameOf(customer), {
    putAway,
    contactsOf: ({ bots }) => bots,
    previewOf(bot, { chats }) {
      const known = chats.find(({ botId, chatId }) => botId === bot.id && chatId === customer.id);
      return known?.last ? summary(known.last.message) : `@${bot.username}`;
    },
    hint: "No bot yet. Create one under BotFather.",
    createChat: (bot, back) => createChat(customer, bot, back),
    isAbout: ({ kind, chatId, botId }, chat) => kind === "chat" && chatId === customer.id && botId === chat.botId,
  });
}
