import { downloadAndProcessHistorySyncNotification, getHistoryMsg, proto } from "baileys";
import { expect, test } from "vitest";
import { historyAtLinking } from "./history-at-linking.ts";
import { historyOnDemand } from "./history-on-demand.ts";
import type { PastChat } from "./past-chat.ts";

const { HistorySyncType } = proto.HistorySync;
const start = Date.parse("2026-03-02T10:00:00Z");
const hour = 3_600_000;

test("Baileys reads the whole past of all chats, once, with names and LIDs", async () => {
  const chats = [chatWith("Ana Ruiz", "491701111111", "11", 12), chatWith("Omar Haddad", "491702222222", "22", 3)];
  const parts = await read(historyAtLinking(chats, { partSize: 4 }));
  expect(parts.map(({ syncType }) => syncType)).toEqual([
    HistorySyncType.INITIAL_BOOTSTRAP,
    HistorySyncType.PUSH_NAME,
    HistorySyncType.RECENT,
    HistorySyncType.RECENT,
  ]);
  expect(parts.map(({ progress }) => progress).slice(2)).toEqual([50, 100]);
  const ids = parts.flatMap(({ messages }) => messages.map(({ key }) => key.id));
  expect(ids).toHaveLength(15);
  expect(new Set(ids)).toEqual(new Set(chats.flatMap(({ letters }) => letters.map(({ id }) => id))));
  expect(parts[0]?.lidPnMappings).toContainEqual({ lid: "11@lid", pn: "491701111111@s.whatsapp.net" });
  expect(parts[1]?.contacts).toContainEqual({ id: "491702222222@s.whatsapp.net", notify: "Omar Haddad" });
});

test("a client that was linked to an empty phone is told that this was all", async () => {
  const parts = await read(historyAtLinking([]));
  expect(parts.at(-1)).toMatchObject({ syncType: HistorySyncType.RECENT, progress: 100, messages: [] });
});

test("on demand, the phone gives what stood before the oldest message, and says when there is no more", async () => {
  const chat = chatWith("Ana Ruiz", "491701111111", "11", 10);
  const ask = (oldestMsgId: string, onDemandMsgCount: number) => {
    const historySyncOnDemandRequest = { chatJid: chat.lid, oldestMsgId, onDemandMsgCount, oldestMsgTimestampMs: 0 };
    const asked = { protocolMessage: { peerDataOperationRequestMessage: { historySyncOnDemandRequest } } };
    return read([historyOnDemand(asked, "3EB0", (jid) => (jid === chat.lid ? chat : undefined)) ?? {}]);
  };
  const [some] = await ask("11-6", 4);
  expect(some?.messages.map(({ key }) => key.id)).toEqual(["11-5", "11-4", "11-3", "11-2"]);
  const [rest] = await ask("11-2", 4);
  expect(rest?.messages.map(({ key }) => key.id)).toEqual(["11-1", "11-0"]);
  expect(rest?.chats[0]?.endOfHistoryTransferType).toBe(
    proto.Conversation.EndOfHistoryTransferType.COMPLETE_AND_NO_MORE_MESSAGE_REMAIN_ON_PRIMARY,
  );
  expect(historyOnDemand({ conversation: "hello" }, "3EB0", () => chat)).toBeUndefined();
});

/** As a client would get it: encoded, decoded, and read by Baileys. */
function read(messages: proto.IMessage[]) {
  return Promise.all(
    messages.map((message) => {
      const notice = getHistoryMsg(proto.Message.decode(proto.Message.encode(message).finish()));
      if (!notice) throw new Error("The message hands over no history.");
      return downloadAndProcessHistorySyncNotification(notice, {});
    }),
  );
}

function chatWith(name: string, number: string, user: string, count: number): PastChat {
  const letters = Array.from({ length: count }, (_, index) => ({
    id: `${user}-${index}`,
    fromMe: index % 2 === 1,
    at: new Date(start + index * hour),
    message: { conversation: `${name} ${index}` },
  }));
  return { jid: `${number}@s.whatsapp.net`, lid: `${user}@lid`, name, letters };
}
