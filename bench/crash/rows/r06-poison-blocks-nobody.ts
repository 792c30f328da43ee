import { setTimeout as pause } from "node:timers/promises";
import type { OpenDoor } from "../../stage/door.ts";
import { readInbox, wordsOf } from "../../stage/read-inbox.ts";
import { countQueue, differences, nothingWrong, type Verdict } from "../judge.ts";
import { type House, openHouse, type Stage } from "../open-house.ts";
import { isShared, postSteadily } from "../post-steadily.ts";
import type { Parcel } from "../send-until-taken.ts";

const customers = 50;
const perSecond = 100;
const every = 100;
const longestMilliseconds = 2_000;

/** R6: of what a service proves as its own, one in a hundred cannot be read: it is kept with a reason, and holds up nobody. */
export async function poisonBlocksNobody(stage: Stage, openDoor: OpenDoor, name: string): Promise<Verdict> {
  const { poisoned: posts } = stage.scale;
  const house = await openHouse(stage, name);
  try {
    const door = await openDoor(stage, house, `crash_${name}`);
    const healthy: string[] = [];
    const parcels = Array.from({ length: posts }, (_, index): Parcel => {
      const words = `${name} message ${index}`;
      const letter = { number: index + 1, customer: index % customers, text: words };
      if (index % every === every / 2) return { words, send: () => untilAnswered(() => door.poison(letter)) };
      healthy.push(words);
      return { words, send: () => untilAnswered(() => door.text(letter)) };
    });
    const times = await postSteadily(parcels, perSecond);
    const said = (await readInbox(house.person)).flatMap(({ messages }) => messages.map(wordsOf));
    const sent = { words: new Set(healthy), acknowledged: new Set(healthy), unclear: new Set<string>() };
    const figures = {
      // What is of a kind that nobody knows is a message without words.
      ...countQueue(
        sent,
        said.filter((words) => words !== ""),
      ),
      poison: posts - healthy.length,
      kept: await countKept(house),
      ...times,
    };
    const promised = { ...nothingWrong, stored: healthy.length, kept: posts - healthy.length, "healthy refused": 0 };
    const violations = [...differences(figures, promised), ...house.fallen()];
    if (isShared()) return { figures: { ...figures, times: "not judged, as others use the machine" }, violations };
    if (figures["healthy p99 ms"] >= longestMilliseconds) violations.push("the healthy p99 is not below 2 s");
    return { figures, violations };
  } finally {
    await house.close();
  }
}

/** A connection that breaks on a busy machine is no answer, and services come again; the time goes on meanwhile. */
async function untilAnswered(send: () => Promise<number>): Promise<number> {
  for (;;) {
    const status = await send().catch(() => null);
    if (status !== null) return status;
    await pause(100);
  }
}

/** With the reason, or in its thread as something that cannot be shown. */
async function countKept({ owner }: House): Promise<number> {
  const { rows } = await owner.query<{ kept: number }>(
    `select ((select count(*) from rejected_updates where reason <> '')
           + (select count(*) from messages where kind = 'unsupported' and raw is not null))::int as kept`,
  );
  return rows[0]?.kept ?? 0;
}
