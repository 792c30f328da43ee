import type { Answered, OpenDesk } from "../../stage/desk.ts";
import { sendReply, untilNothingWaits } from "../../stage/write-to-customers.ts";
import { differences, type Verdict } from "../judge.ts";
import { openHouse, type Stage } from "../open-house.ts";
import { sendUntilTaken } from "../send-until-taken.ts";

const customers = 20;
const repliesEach = 5;
const longestUnasked = 3_000;
// What several chats had under way when the first was refused still arrives.
const underWay = 1_000;

/** How a row asks: `seconds` is for how long the service wants to be left alone. */
interface Asked {
  readonly name: string;
  readonly accounts: number;
  readonly seconds: number;
}

/** R10: whom the service asks to leave alone for some seconds is left alone, the others are not, and nothing is lost. */
export async function limitsAreObeyed(stage: Stage, openDesk: OpenDesk, asked: Asked): Promise<Verdict> {
  const { name, accounts, seconds } = asked;
  const house = await openHouse(stage, name);
  try {
    const desk = await openDesk(stage, house, { name: `crash_${name}`, accounts, customers });
    const limited = desk.groups.slice(0, desk.groups.length / 4);
    for (const group of limited) desk.limit(group, seconds);
    const all = desk.groups.flat();
    const takenAt = new Map<Answered, number[]>(all.map((to) => [to, []]));
    const parcels = Array.from({ length: repliesEach }, (_, turn) =>
      all.map((to) => {
        const words = `${name} reply ${turn} to ${to.name}`;
        const send = async () => {
          const status = await sendReply(house.person, to.conversationId, words);
          takenAt.get(to)?.push(performance.timeOrigin + performance.now());
          return status;
        };
        return { words, send };
      }),
    ).flat();
    await sendUntilTaken(parcels, 1).done;
    await untilNothingWaits(house.owner, 60 + seconds);
    const arrived = all.flatMap(({ heard }) => heard());
    const others = desk.groups
      .slice(limited.length)
      .flatMap((group) => group.map((to) => longestWait(to, takenAt.get(to) ?? [])));
    const figures = {
      sent: parcels.length,
      arrived: arrived.length,
      lost: parcels.filter(({ words }) => !arrived.includes(words)).length,
      "calls too early": limited.reduce((sum, group) => sum + tooEarly(group, seconds), 0),
      "asked to wait": limited.filter((group) => firstRefusal(group) !== null).length,
      "longest wait of the others ms": Math.round(Math.max(...others)),
    };
    const promised = { arrived: parcels.length, lost: 0, "calls too early": 0, "asked to wait": limited.length };
    const violations = [...differences(figures, promised), ...house.fallen()];
    if (Math.max(...others) >= longestUnasked) violations.push("chats that nobody limited were held up");
    return { figures, violations };
  } finally {
    stage.telegram.faults.clear();
    stage.messenger.faults.clear();
    await house.close();
  }
}

/** Calls between the first refusal and the end of the pause that it asked for. */
function tooEarly(group: readonly Answered[], seconds: number): number {
  const refused = firstRefusal(group);
  if (refused === null) return 0;
  const from = group.length > 1 ? refused + underWay : refused;
  return group.flatMap(({ calls }) => calls()).filter(({ at }) => at > from && at < refused + seconds * 1000).length;
}

function firstRefusal(group: readonly Answered[]): number | null {
  const refused = group.flatMap(({ calls }) => calls()).filter(({ isRefused }) => isRefused);
  return refused.length > 0 ? Math.min(...refused.map(({ at }) => at)) : null;
}

/** Between two calls, or from when a reply was taken to its call where that is later. */
function longestWait({ calls }: Answered, takenAt: readonly number[]): number {
  const times = calls().map(({ at }) => at);
  return Math.max(0, ...times.map((time, turn) => time - Math.max(times[turn - 1] ?? 0, takenAt[turn] ?? time)));
}
