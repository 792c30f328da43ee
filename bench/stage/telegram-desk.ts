import type { Answered, Desk, OpenDesk } from "./desk.ts";
import { meetCustomers, whatArrived } from "./write-to-customers.ts";

/** Bots, each chat of which Telegram limits for itself. */
export const telegramDesk: OpenDesk = async (
  { telegram },
  { person },
  { name, accounts, customers },
): Promise<Desk> => {
  const met = await meetCustomers(telegram, person, { name, bots: accounts, customers });
  const from = telegram.requests.length;
  const chats = new Map<Answered, number>();
  for (const each of met) {
    const { id, firstName } = each.customer;
    const calls = () =>
      telegram.requests
        .slice(from)
        .filter(({ method, chatId }) => method === "sendMessage" && chatId === id)
        .map(({ at, errorCode }) => ({ at, isRefused: errorCode !== undefined }));
    const heard = () => whatArrived([each]).flat();
    chats.set({ name: firstName, conversationId: each.conversationId, heard, calls }, id);
  }
  return {
    groups: [...chats.keys()].map((one) => [one]),
    limit(group, retryAfter) {
      for (const one of group) {
        const chatId = chats.get(one);
        if (chatId !== undefined)
          telegram.faults.add({ kind: "too many requests", retryAfter, method: "sendMessage", chatId });
      }
    },
    failSome(probability) {
      const refusal = { errorCode: 500, description: "Internal Server Error" };
      telegram.faults.add({ kind: "refuse", ...refusal, method: "sendMessage", probability });
    },
  };
};
