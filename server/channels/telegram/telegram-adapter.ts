import type { ChannelCapabilities } from "#contract/channels.ts";
import type { Adapter } from "#server/channels/adapter.ts";
import { telegramLine } from "#server/channels/telegram/call-telegram.ts";
import { identifyBot } from "#server/channels/telegram/identify-bot.ts";
import { openAvatar, openFile } from "#server/channels/telegram/open-file.ts";
import { pollUpdates } from "#server/channels/telegram/poll-updates.ts";
import { probeBot } from "#server/channels/telegram/probe-bot.ts";
import { readDelivery } from "#server/channels/telegram/read-updates.ts";
import { sendMessage } from "#server/channels/telegram/send-message.ts";
import { closeWebhook, openWebhook } from "#server/channels/telegram/switch-delivery.ts";
import { type TelegramTimes, usualTimes } from "#server/channels/telegram/times.ts";

const megabyte = 1024 * 1024;

/** What a bot can send: core.telegram.org/bots/api#sendmessage, #sendphoto, #senddocument. */
export const telegramCapabilities: ChannelCapabilities = {
  connectedBy: "token",
  text: { maxLength: 4096 },
  caption: { maxLength: 1024 },
  photo: { maxBytes: 10 * megabyte },
  document: { maxBytes: 50 * megabyte },
  video: null,
  voice: null,
  reply: true,
  reaction: false,
  presence: false,
  firstContact: false,
  guarded: false,
  answering: null,
};

/** Telegram bots over the Bot API at `apiRoot`. */
export function telegramAdapter(apiRoot: string, times: TelegramTimes = usualTimes): Adapter {
  const line = telegramLine(apiRoot, times.connect);
  return {
    kind: "telegram",
    capabilities: telegramCapabilities,
    // "avoid sending more than one message per second" in a chat, "about 30 messages per second" in all:
    // core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
    pace: { perSecond: 28, chatIntervalMilliseconds: 1000 },
    connecting: { by: "token", identify: (token, signal) => identifyBot(line, token, times.probe, signal) },
    webhook: {
      open: (connection, webhook, takeOver, signal) =>
        openWebhook(line, connection, webhook, takeOver, times.probe, signal),
      close: (connection, signal) => closeWebhook(line, connection, times.probe, signal),
      read: readDelivery,
    },
    inlet: null,
    abilities: {
      lookUp: null,
      react: null,
      showTyping: null,
      markRead: null,
      fetchHistory: null,
      unlink: null,
      readProfile: null,
      renewFile: null,
      findSent: null,
    },
    chooseId: null,
    probe: (connection, webhook, signal) => probeBot(line, connection, webhook, times.probe, signal),
    receive: (connection, hooks) => pollUpdates(line, times, connection, hooks),
    send: (connection, message, signal) => sendMessage(line, times, connection, message, signal),
    openFile: (connection, source, signal) => openFile(line, connection, source, signal),
    openAvatar: (connection, personId, signal) => openAvatar(line, connection, personId, signal),
  };
}
