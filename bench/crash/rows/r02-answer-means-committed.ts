import type { Door, OpenDoor } from "../../stage/door.ts";
import { inParallel } from "../../stage/in-parallel.ts";
import { readInbox, wordsOf } from "../../stage/read-inbox.ts";
import { countQueue, differences, nothingWrong, type Verdict } from "../judge.ts";
import { openHouse, type Stage } from "../open-house.ts";
import { isShared, postSteadily } from "../post-steadily.ts";
import { type Parcel, sendUntilTaken } from "../send-until-taken.ts";

const posts = 1_000;
const customers = 50;
const perSecond = 200;

/** R2: an answer 2xx means that the update is committed; without the database none is given. */
export async function answerMeansCommitted(stage: Stage, openDoor: OpenDoor, name: string): Promise<Verdict> {
  const house = await openHouse(stage, name);
  try {
    const door = await openDoor(stage, house, `crash_${name}`);
    const healthy = await postSteadily(parcelsFor(door, "healthy", 0), perSecond);
    const parcels = parcelsFor(door, "without database", posts);
    await stage.cluster.crash();
    const answered = await countTaken(parcels);
    await stage.cluster.start();
    const sent = await sendUntilTaken(parcels).done;
    const words = (await readInbox(house.person)).flatMap(({ messages }) => messages.map(wordsOf));
    const count = countQueue(
      sent,
      words.filter((text) => text.startsWith("without database")),
    );
    const figures = { ...count, "2xx without database": answered, ...healthy };
    const promised = { ...nothingWrong, stored: posts, "2xx without database": 0, "healthy refused": 0 };
    const violations = [...differences(figures, promised), ...house.fallen()];
    if (isShared()) return { figures: { ...figures, times: "not judged, as others use the machine" }, violations };
    if (figures["healthy p99 ms"] >= 500) violations.push("the healthy p99 is not below 500 ms");
    if (figures["healthy max ms"] >= 3_000) violations.push("the slowest healthy answer is not below 3 s");
    return { figures, violations };
  } finally {
    await house.close();
  }
}

function parcelsFor(door: Door, what: string, from: number): Parcel[] {
  return Array.from({ length: posts }, (_, index) => {
    const number = from + index + 1;
    const words = `${what} ${index}`;
    return { words, send: () => door.text({ number, customer: index % customers, text: words }) };
  });
}

async function countTaken(parcels: readonly Parcel[]): Promise<number> {
  let taken = 0;
  await inParallel(16, parcels, async (parcel) => {
    const status = await parcel.send().catch(() => 0);
    if (status >= 200 && status < 300) taken += 1;
  });
  return taken;
}
