import type { BaileysEventMap } from "baileys";
import type { DeedOutcome } from "#server/channels/abilities.ts";
import { pause } from "#server/channels/running/wait.ts";
import { syncRecorder } from "#server/channels/status/record-sync.ts";
import { recentMilliseconds } from "#server/channels/whatsapp/line/watch-history.ts";
import type { LiveDevice } from "#server/channels/whatsapp/live-device.ts";
import { listRecentChats, type RecentChat } from "#server/conversations/list-recent-chats.ts";

// A phone gives no more at once, and shall not be asked faster than a person scrolls.
const messagesOfChat = 50;
const betweenChats = 700;
// A phone that is off answers some other day, and one that no longer has a chat perhaps never.
const silentMilliseconds = 30_000;
const lookMilliseconds = 250;

const asking = new WeakSet<LiveDevice>();

/**
 * Asks the phone for what was said in the recent chats before their oldest message here, chat after chat; it answers with history.
 * Returns once it is asked, and tells how many have been answered, until all are or the phone is silent. While that goes on, asking
 * again changes nothing.
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
  const answers = hearAnswers(device);
  const asked: string[] = [];
  const done = () => asked.filter((id) => answers.ids.has(id)).length;
  await report({ done: 0, total: chats.length });
  for (const chat of chats) {
    if (ended.aborted) break;
    asked.push(...(await ask(device, chat)));
    await report({ done: done(), total: chats.length });
    await pause(betweenChats, ended);
  }
  const askedAt = performance.now();
  const silence = () => performance.now() - Math.max(askedAt, answers.heardAt());
  while (done() < asked.length && silence() < silentMilliseconds && !ended.aborted) {
    await report({ done: done(), total: chats.length });
    await pause(lookMilliseconds, ended);
  }
  answers.stop();
  await report(null);
}

/** The questions that the phone has answered. An answer may be here before the question is known to have left. */
function hearAnswers({ sock }: LiveDevice) {
  const ids = new Set<string>();
  let heardAt = Number.NEGATIVE_INFINITY;
  const hear = ({ peerDataRequestSessionId: id }: BaileysEventMap["messaging-history.set"]) => {
    if (!id) return;
    ids.add(id);
    heardAt = performance.now();
  };
  sock.ev.on("messaging-history.set", hear);
  return { ids, heardAt: () => heardAt, stop: () => sock.ev.off("messaging-history.set", hear) };
}

/** Answers under which number it was asked; with none where it could not be. */
async function ask({ sock, log }: LiveDevice, { chatId, externalId, isOurs, sentAt }: RecentChat): Promise<string[]> {
  const oldest = { remoteJid: chatId, id: externalId, fromMe: isOurs };
  // As phones know it: they count whole seconds.
  const second = Math.floor(sentAt.getTime() / 1_000) * 1_000;
  try {
    return [await sock.fetchMessageHistory(messagesOfChat, oldest, second)];
  } catch (err) {
    log.warn({ err }, "The phone was not asked for older messages of a chat");
    return [];
  }
}
