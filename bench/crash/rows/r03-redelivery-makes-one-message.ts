import { connectBot } from "../../stage/connect-bot.ts";
import { deliverUpdate, textUpdate } from "../../stage/deliver-update.ts";
import { inParallel } from "../../stage/in-parallel.ts";
import { readInbox, wordsOf } from "../../stage/read-inbox.ts";
import { countQueue, differences, nothingWrong, type Verdict } from "../judge.ts";
import { openHouse, type Stage } from "../open-house.ts";

const times = 50;
const customers = 100;

/** R3: the same update, delivered many times at once to two servers, makes one message and one fact. */
export async function redeliveryMakesOneMessage(stage: Stage): Promise<Verdict> {
  const updates = stage.scale.redeliveredUpdates;
  const house = await openHouse(stage, "r3", { servers: 2 });
  try {
    const { hook } = await connectBot(stage.telegram, house.person, "crash_r3");
    if (!hook) throw new Error("The channel polls, and should be delivered to.");
    const words = Array.from({ length: updates }, (_, index) => `r3 message ${index}`);
    const addresses = house.servers.map(({ address }) => address);
    let refused = 0;
    await inParallel(2, words, async (text, index) => {
      const number = index + 1;
      const update = textUpdate({
        updateId: number,
        messageId: number,
        customerId: 720_000 + (index % customers),
        text,
      });
      const copies = Array.from({ length: times }, (_, copy) => deliverUpdate(hook, update, addresses[copy % 2]));
      for (const status of await Promise.all(copies)) if (status >= 300) refused += 1;
    });
    const sent = { words: new Set(words), acknowledged: new Set(words), unclear: new Set<string>() };
    const threads = await readInbox(house.person);
    const count = countQueue(
      sent,
      threads.flatMap(({ messages }) => messages.map(wordsOf)),
    );
    const { rows } = await house.owner.query<{ facts: number }>(
      "select count(*)::int as facts from facts where kind = 'message.received'",
    );
    const unread = threads.reduce((sum, { conversation }) => sum + conversation.unread, 0);
    const figures = { posts: updates * times, refused, ...count, facts: rows[0]?.facts ?? 0, unread };
    const promised = { ...nothingWrong, refused: 0, stored: updates, facts: updates, unread: updates };
    return { figures, violations: [...differences(figures, promised), ...house.fallen()] };
  } finally {
    await house.close();
  }
}
