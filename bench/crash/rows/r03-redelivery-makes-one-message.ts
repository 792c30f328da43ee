import type { OpenDoor } from "../../stage/door.ts";
import { inParallel } from "../../stage/in-parallel.ts";
import { readInbox, wordsOf } from "../../stage/read-inbox.ts";
import { countQueue, differences, nothingWrong, type Verdict } from "../judge.ts";
import { openHouse, type Stage } from "../open-house.ts";

const times = 50;
const customers = 100;

/** R3: the same update, delivered many times at once to two servers, makes one message and one fact. */
export async function redeliveryMakesOneMessage(stage: Stage, openDoor: OpenDoor, name: string): Promise<Verdict> {
  const updates = stage.scale.redeliveredUpdates;
  const house = await openHouse(stage, name, { servers: 2 });
  try {
    const door = await openDoor(stage, house, `crash_${name}`);
    const words = Array.from({ length: updates }, (_, index) => `r3 message ${index}`);
    const addresses = house.servers.map(({ address }) => address);
    let refused = 0;
    await inParallel(2, words, async (text, index) => {
      const letter = { number: index + 1, customer: index % customers, text };
      const copies = Array.from({ length: times }, (_, copy) => door.text(letter, addresses[copy % 2]));
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
