import { availableParallelism, loadavg } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import type { Door, OpenDoor } from "../../stage/door.ts";
import { inParallel } from "../../stage/in-parallel.ts";
import { readInbox, wordsOf } from "../../stage/read-inbox.ts";
import { countQueue, differences, nothingWrong, type Verdict } from "../judge.ts";
import { openHouse, type Stage } from "../open-house.ts";
import { type Parcel, sendUntilTaken } from "../send-until-taken.ts";

const posts = 1_000;
const customers = 50;
const perSecond = 200;

/** R2: an answer 2xx means that the update is committed; without the database none is given. */
export async function answerMeansCommitted(stage: Stage, openDoor: OpenDoor, name: string): Promise<Verdict> {
  const house = await openHouse(stage, name);
  try {
    const door = await openDoor(stage, house, `crash_${name}`);
    const healthy = await postSteadily(parcelsFor(door, "healthy", 0));
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

/** Times mean nothing on a machine on which others wait for each core; where CI judges, a soak runs beside. */
function isShared(): boolean {
  return process.env.CI !== undefined || (loadavg()[0] ?? 0) > availableParallelism();
}

function parcelsFor(door: Door, what: string, from: number): Parcel[] {
  return Array.from({ length: posts }, (_, index) => {
    const number = from + index + 1;
    const words = `${what} ${index}`;
    return { words, send: () => door.text({ number, customer: index % customers, text: words }) };
  });
}

/** Posts at a steady pace, whatever the answers take, and returns how long they took. */
async function postSteadily(parcels: readonly Parcel[]) {
  const begun = performance.now();
  const took: number[] = [];
  let refused = 0;
  const post = async (parcel: Parcel, index: number) => {
    await pause(Math.max(0, begun + (index * 1000) / perSecond - performance.now()));
    const sentAt = performance.now();
    const status = await parcel.send();
    took.push(performance.now() - sentAt);
    if (status >= 300) refused += 1;
  };
  await Promise.all(parcels.map(post));
  took.sort((one, other) => one - other);
  const at = (share: number) => Math.round(took[Math.floor((took.length - 1) * share)] ?? 0);
  return { "healthy refused": refused, "healthy p99 ms": at(0.99), "healthy max ms": at(1) };
}

async function countTaken(parcels: readonly Parcel[]): Promise<number> {
  let taken = 0;
  await inParallel(16, parcels, async (parcel) => {
    const status = await parcel.send().catch(() => 0);
    if (status >= 200 && status < 300) taken += 1;
  });
  return taken;
}
