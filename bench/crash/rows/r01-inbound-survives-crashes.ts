import type { Door, OpenDoor } from "../../stage/door.ts";
import { readInbox, wordsOf } from "../../stage/read-inbox.ts";
import { crashAlong } from "../crash-along.ts";
import { countQueue, differences, nothingWrong, type Verdict } from "../judge.ts";
import { openHouse, type Stage } from "../open-house.ts";
import { type Parcel, sendUntilTaken } from "../send-until-taken.ts";

const customers = 100;

/** R1: no inbound message is lost or doubled by a crash of the server or of PostgreSQL. `name`: of the row, whose house is its own. */
export async function inboundSurvivesCrashes(stage: Stage, openDoor: OpenDoor, name: string): Promise<Verdict> {
  const { inboundUpdates: updates, inboundKills: kills, databaseStops } = stage.scale;
  const planned = { kills, databaseStops };
  const house = await openHouse(stage, name);
  try {
    const sending = sendUntilTaken(parcelsFor(await openDoor(stage, house, `crash_${name}`), updates));
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

function parcelsFor(door: Door, updates: number): Parcel[] {
  return Array.from({ length: updates }, (_, index) => {
    const words = `r1 message ${index}`;
    return { words, send: () => door.text({ number: index + 1, customer: index % customers, text: words }) };
  });
}
