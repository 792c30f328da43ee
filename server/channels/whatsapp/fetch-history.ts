import type { DeedOutcome } from "#server/channels/abilities.ts";
import { pause } from "#server/channels/running/wait.ts";
import { syncRecorder } from "#server/channels/status/record-sync.ts";
import { recentMilliseconds } from "#server/channels/whatsapp/line/watch-history.ts";
import type { LiveDevice } from "#server/channels/whatsapp/live-device.ts";
import { listRecentChats, type RecentChat } from "#server/conversations/list-recent-chats.ts";

// A phone gives no more at once, and shall not be asked faster than a person scrolls.
const messagesOfChat = 50;
const betweenChats = 700;

const asking = new WeakSet<LiveDevice>();

/**
 * Asks the phone for what was said in the recent chats before their oldest message here, chat after chat; it answers with history.
 * Returns once it is asked, and tells how far it has come. While that goes on, asking again changes nothing.
 */
export async function fetchHistory(device: LiveDevice, _signal: AbortSignal): Promise<DeedOutcome> {
  if (asking.has(device)) return { outcome: "done" };
  const { context, connection } = device;
  const since = new Date(context.clock.now().getTime() - recentMilliseconds);
  const chats = await listRecentChats(context, connection.channelId, since);
  asking.add(device);
  void askAll(device, chats).finally(() => asking.delete(device));
  return { outcome: "done" };
}

async function askAll(device: LiveDevice, chats: readonly RecentChat[]): Promise<void> {
  const { context, connection, log, ended } = device;
  const report = syncRecorder(context, connection.channelId, log);
  for (const [done, chat] of chats.entries()) {
    if (ended.aborted) break;
    await report({ done, total: chats.length });
    await ask(device, chat);
    await pause(betweenChats, ended);
  }
  await report(null);
}

async function ask({ sock, log }: LiveDevice, { chatId, externalId, isOurs, sentAt }: RecentChat): Promise<void> {
  const oldest = { remoteJid: chatId, id: externalId, fromMe: isOurs };
  // As phones know it: they count whole seconds.
  const second = Math.floor(sentAt.getTime() / 1_000) * 1_000;
  await sock
    .fetchMessageHistory(messagesOfChat, oldest, second)
    .catch((err) => log.warn({ err }, "The phone was not asked for older messages of a chat"));
}
