import type { MessengerSimulator } from "#simulators/messenger/start-messenger.ts";
import type { Answered, Call, Desk, OpenDesk } from "./desk.ts";
import { meetWriters, type Writer } from "./meet-writers.ts";

const method = "POST messages";

/** Pages, whose chats Facebook limits together. */
export const messengerDesk: OpenDesk = async ({ messenger }, house, { name, accounts, customers }): Promise<Desk> => {
  const pages = new Map<readonly Answered[], string>();
  for (let index = 0; index < accounts; index += 1) {
    const asked = { name: `${name}_${index}`, customers: customers / accounts };
    const writers = await meetWriters(messenger, house, asked);
    const group = writers.map((writer, place) => answered(messenger, writer, `${name} ${index} ${place}`));
    pages.set(group, writers[0]?.page.id ?? "");
  }
  return {
    groups: [...pages.keys()],
    limit(group, seconds) {
      const pageId = pages.get(group) ?? "";
      const end = messenger.faults.add({ kind: "refuse", code: 613, method, pageId, waitMinutes: seconds / 60 });
      const firstRefused = () => group.flatMap(({ calls }) => calls().filter(({ isRefused }) => isRefused)).at(0);
      const timer = setInterval(() => {
        const first = firstRefused();
        if (!first || performance.timeOrigin + performance.now() < first.at + seconds * 1000) return;
        clearInterval(timer);
        end();
      }, 20).unref();
    },
    failSome(probability) {
      messenger.faults.add({ kind: "refuse", code: 1200, method, probability });
    },
  };
};

function answered(messenger: MessengerSimulator, { page, customer, conversationId }: Writer, name: string): Answered {
  const psid = customer.psid(page);
  const from = messenger.requests.length;
  const calls = (): Call[] =>
    messenger.requests
      .slice(from)
      .filter((call) => call.method === method && call.psid === psid && call.params.message !== undefined)
      .map(({ at, outcome }) => ({ at, isRefused: outcome === "refused" }));
  const heard = () => customer.thread(page).flatMap((letter) => (letter.from === "page" ? [letter.text ?? ""] : []));
  return { name, conversationId, heard, calls };
}
