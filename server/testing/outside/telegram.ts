import { connectChannel, reconnectChannel } from "#contract/channels.ts";
import { telegramAdapter } from "#server/channels/telegram/telegram-adapter.ts";
import { usualTimes } from "#server/channels/telegram/times.ts";
import { noFacebook } from "#server/testing/no-facebook.ts";
import { buildDoor } from "#server/testing/outside/door.ts";
import type { Outside, OutsideAccount, OutsideCustomer } from "#server/testing/outside/outside.ts";
import { samples } from "#server/testing/outside/samples.ts";
import { type SimulatedBot, startTelegram, type TelegramSimulator } from "#simulators/telegram/start-telegram.ts";

const quickTimes = {
  ...usualTimes,
  pollSeconds: 1,
  grace: 3_000,
  firstPause: 50,
  longestPause: 500,
  refusedPause: 300,
  calm: 500,
};

/** Telegram with its bots. */
export async function outsideTelegram(now: () => Date): Promise<Outside> {
  const telegram = await startTelegram({ clock: now, webhookRetry: { firstMs: 20, maxMs: 200 } });
  const door = await buildDoor(Number(new URL(telegram.url).port));
  const bots = new Map<OutsideAccount, SimulatedBot>();
  return {
    kind: "telegram",
    settings: {
      telegramApiRoot: `http://127.0.0.1:${door.port}`,
      whatsappWebUrl: "ws://127.0.0.1:1",
      whatsappRootKey: undefined,
      facebook: noFacebook,
    },
    door,
    adapter: ({ config }) => telegramAdapter(config.telegramApiRoot, quickTimes),
    async meet() {},
    account(name) {
      const bot = telegram.createBot({ username: `${name.toLowerCase().replace(/\W/g, "_")}_bot`, name });
      const account = accountOf(telegram, bot);
      bots.set(account, bot);
      return account;
    },
    customer: (name) => customerOf(telegram, name, (account) => botOf(bots, account)),
    // Whoever is asked for updates tells none while nobody can ask.
    holdBack: () => () => undefined,
    deliverTwice: (how) => telegram.faults.add({ kind: "duplicates", copies: 1, rewritten: how === "rewritten" }),
    secrets: () => [],
    async close() {
      await door.close();
      await telegram.close();
    },
  };
}

function botOf(bots: ReadonlyMap<OutsideAccount, SimulatedBot>, account: OutsideAccount): SimulatedBot {
  const bot = bots.get(account);
  if (!bot) throw new Error("This is no bot.");
  return bot;
}

function accountOf({ faults, requests }: TelegramSimulator, bot: SimulatedBot): OutsideAccount {
  const tokens = [bot.token];
  return {
    name: bot.name,
    async connect(client) {
      const body = { kind: "telegram", credentials: { token: bot.token } } as const;
      const { status, body: channel, problem } = await client.call(connectChannel, { body });
      return status === 201 ? { channelId: channel.id } : { refused: problem.code };
    },
    async renew(client, channelId) {
      tokens.push(bot.issueNewToken());
      await client.ok(reconnectChannel, { params: { channelId }, body: { credentials: { token: bot.token } } });
    },
    revoke: () => bot.revoke(),
    whenRevoked: "token_refused",
    questions: () => requests.filter(({ method, botId }) => method === "getMe" && botId === bot.id).length,
    asksItself: false,
    silence: () => faults.add({ kind: "silent", botId: bot.id }),
    slow: (ms) => faults.add({ kind: "slow", ms, method: "getMe", botId: bot.id }),
    limit() {
      const seconds = 30;
      const off = faults.add({
        ...{ kind: "too many requests", retryAfter: seconds },
        ...{ method: "sendMessage", botId: bot.id },
      });
      return { seconds, off };
    },
    isServed: () => bot.isPolled(),
    // What stands before the colon is the number of the bot, which is no secret.
    secrets: async () => tokens.map((token) => token.split(":")[1] ?? token),
  };
}

function customerOf(
  telegram: TelegramSimulator,
  name: string,
  botOf: (account: OutsideAccount) => SimulatedBot,
): OutsideCustomer {
  const person = telegram.customer({ firstName: name });
  const letter = (from: OutsideAccount, id: string) =>
    person.thread(botOf(from)).find(({ message }) => message.message_id === Number(id));
  return {
    write: (to, text, replyTo) =>
      String(person.write(botOf(to), text, replyTo === undefined ? {} : { replyTo: Number(replyTo) })),
    send: {
      text: async (to) => String(person.write(botOf(to), "Good morning")),
      photo: async (to) => String(await person.sendPhoto(botOf(to), await samples.photo())),
      video: async (to) => String(await person.sendVideo(botOf(to), { bytes: await samples.video() })),
      voice: async (to) => String(await person.sendVoice(botOf(to))),
      document: async (to) => String(await person.sendDocument(botOf(to), { bytes: await samples.document() })),
      sticker: async (to) => String(await person.sendSticker(botOf(to))),
      location: async (to) => String(person.sendLocation(botOf(to), 52.52, 13.405)),
      contacts: async (to) =>
        String(person.sendContact(botOf(to), { phone_number: "+4915100000002", first_name: "Omar" })),
    },
    edit: (to, id, text) => person.editMessage(botOf(to), Number(id), text),
    // Bots are told of neither: core.telegram.org/bots/api#update has no removals, and a private chat no reactions unless asked for.
    remove: null,
    react: null,
    heard: (from) =>
      person
        .thread(botOf(from))
        .filter((one) => one.from === "bot")
        .map(({ message }) => ({
          kind: message.photo ? "photo" : message.document ? "document" : "text",
          text: message.text ?? message.caption ?? "",
          answers: message.reply_to_message?.text ?? null,
        })),
    reactions: (from, id) => (letter(from, id)?.reactions ?? []).map((reaction) => JSON.stringify(reaction)),
    leave: (from) => person.block(botOf(from)),
    whenGone: "blocked_by_customer",
  };
}
