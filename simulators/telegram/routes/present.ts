import { lettersOf } from "../customer/write.ts";
import type { Bot, Chat, World } from "../state/world.ts";

/** Everything the page needs to draw itself, without the messages. */
export function presentState(world: World) {
  return {
    bots: [...world.bots.values()].map(presentBot),
    customers: [...world.people.values()].map(({ user, photo, deactivated }) => ({
      ...user,
      has_photo: photo !== undefined,
      deactivated,
    })),
    chats: [...world.chats.values()].filter((chat) => chat.info.type === "private").map(presentChat),
    faults: world.faults.list(),
  };
}

/** A bot as BotFather shows it to its owner. */
export function presentBot(bot: Bot) {
  return {
    id: bot.id,
    username: bot.username,
    name: bot.name,
    token: bot.token,
    revoked: bot.revoked,
    pending: bot.inbox.pending.size,
    connection: bot.webhook ? `webhook ${bot.webhook.url}` : bot.inbox.poll ? "long polling" : "none",
  };
}

/** A chat with all its messages, as the phone shows it. */
export function presentThread(chat: Chat) {
  const action = chat.action && chat.action.until > performance.now() ? chat.action.name : undefined;
  return { blocked: chat.blocked, action, letters: lettersOf(chat) };
}

function presentChat(chat: Chat) {
  const last = [...chat.letters.values()].findLast((letter) => !letter.deleted);
  return { botId: chat.bot.id, chatId: chat.info.id, blocked: chat.blocked, last };
}
