import { connectBot } from "../../stage/connect-bot.ts";
import { deliverUpdate, type Hook, textUpdate } from "../../stage/deliver-update.ts";
import { readInbox, wordsOf } from "../../stage/read-inbox.ts";
import { crashAlong } from "../crash-along.ts";
import { countQueue, differences, nothingWrong, type Verdict } from "../judge.ts";
import { openHouse, type Stage } from "../open-house.ts";
import { type Parcel, sendUntilTaken } from "../send-until-taken.ts";

const customers = 100;

/** R1: no inbound message is lost or doubled by a crash of the server or of PostgreSQL. */
export async function inboundSurvivesCrashes(stage: Stage): Promise<Verdict> {
  const { inboundUpdates: updates, inboundKills: kills, databaseStops } = stage.scale;
  const planned = { kills, databaseStops };
  const house = await openHouse(stage, "r1");
  try {
    const { hook } = await connectBot(stage.telegram, house.person, "crash_r1");
    if (!hook) throw new Error("The channel polls, and should be delivered to.");
    const sending = sendUntilTaken(parcelsFor(hook, updates));
    let over = false;
    const plan = { seed: 1, total: updates, ...planned, progress: sending.taken, isOver: () => over };
    const crashing = crashAlong(plan, house.servers[0], stage.cluster);
    const ending = sending.done.finally(() => {
      over = true;
    });
    const [sent, crashes] = await Promise.all([ending, crashing]);
    const threads = await readInbox(house.person);
    const figures = countQueue(
      sent,
      threads.flatMap(({ messages }) => messages.map(wordsOf)),
    );
    const found = { ...figures, conversations: threads.length, ...crashes };
    const promised = { ...nothingWrong, stored: updates, conversations: customers, ...planned };
    return { figures: found, violations: [...differences(found, promised), ...house.fallen()] };
  } finally {
    await house.close();
  }
}

function parcelsFor(hook: Hook, updates: number): Parcel[] {
  return Array.from({ length: updates }, (_, index) => {
    const customerId = 700_000 + (index % customers);
    const words = `r1 message ${index}`;
    const update = textUpdate({ updateId: index + 1, messageId: index + 1, customerId, text: words });
    return { words, send: () => deliverUpdate(hook, update) };
  });
}
