import { proto } from "baileys";
import { historyNotification } from "./history-notification.ts";
import { conversationOf, type PastChat, type PastMessage } from "./past-chat.ts";

/** How much of its past a phone gives a newly linked client, and in which parts. */
export type HistoryOptions = {
  /** Of each chat, so many messages come first and at once. Default 5. */
  first?: number;
  /** How many messages one later part carries at most. Default 500. */
  partSize?: number;
  /** Older ones are only given on demand. Default 90 days before the newest message of all. */
  days?: number;
};

const { HistorySyncType } = proto.HistorySync;
const DAY = 86_400_000;

/**
 * What the phone tells a client that was just linked, in the order in which it is sent: the ends of all chats, the names, and
 * the recent past in parts with their progress; the last part says 100.
 */
export function historyAtLinking(chats: readonly PastChat[], options: HistoryOptions = {}): proto.IMessage[] {
  const { first = 5, partSize = 500, days = 90 } = options;
  const bootstrap = chats.map((chat) => conversationOf(chat, chat.letters.slice(-first)));
  const recent = chats.flatMap((chat) =>
    recentOf(chat.letters.slice(0, -first), endOf(chats) - days * DAY).map((letter) => ({ chat, letter })),
  );
  const parts = cut(recent, partSize);
  return [
    historyNotification({
      ...{ syncType: HistorySyncType.INITIAL_BOOTSTRAP, progress: 0 },
      ...{ conversations: bootstrap, ...mappings(chats) },
    }),
    historyNotification({
      ...{ syncType: HistorySyncType.PUSH_NAME, progress: 0 },
      pushnames: chats.map(({ jid, name }) => ({ id: jid, pushname: name })),
    }),
    ...parts.map((part, index) =>
      historyNotification({
        syncType: HistorySyncType.RECENT,
        conversations: gathered(part),
        chunkOrder: index + 1,
        progress: Math.round(((index + 1) / parts.length) * 100),
      }),
    ),
  ];
}

type Placed = { chat: PastChat; letter: PastMessage };

function mappings(chats: readonly PastChat[]): Pick<proto.IHistorySync, "phoneNumberToLidMappings"> {
  return { phoneNumberToLidMappings: chats.map(({ jid, lid }) => ({ pnJid: jid, lidJid: lid })) };
}

function endOf(chats: readonly PastChat[]): number {
  return Math.max(0, ...chats.map(({ letters }) => letters.at(-1)?.at.getTime() ?? 0));
}

function recentOf(letters: readonly PastMessage[], since: number): PastMessage[] {
  return letters.filter(({ at }) => at.getTime() >= since);
}

/** At least one part, since a client waits for the one that says 100. */
function cut(placed: readonly Placed[], size: number): Placed[][] {
  const count = Math.max(1, Math.ceil(placed.length / size));
  return Array.from({ length: count }, (_, index) => placed.slice(index * size, (index + 1) * size));
}

function gathered(part: readonly Placed[]): proto.IConversation[] {
  const byChat = Map.groupBy(part, ({ chat }) => chat);
  return [...byChat].map(([chat, placed]) =>
    conversationOf(
      chat,
      placed.map(({ letter }) => letter),
    ),
  );
}
