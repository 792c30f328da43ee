import { setTimeout as pause } from "node:timers/promises";
import type { Pool } from "pg";
import type { SimulatedPhone } from "#simulators/whatsapp/start-whatsapp.ts";
import { linkPhone } from "../../stage/link-phone.ts";
import { inversionsOf, readLinked, strangers, untilStored } from "../../stage/linked-customers.ts";
import { watchLine } from "../../stage/watch-line.ts";
import { crashAlong } from "../crash-along.ts";
import { countQueue, differences, nothingWrong, type Verdict } from "../judge.ts";
import { openHouse, type Stage } from "../open-house.ts";

const customers = 50;
const perSecond = 150;
/** So much waits at most, so that the messages do not run out before the crashes do. */
const mostWaiting = 300;

/**
 * R1 for a linked phone: whatever is decrypted, acknowledged or half stored when the server is killed, it is stored once. Each crash
 * waits until messages flow again: a server whose line is not open has nothing to lose.
 */
export async function linkedSurvivesCrashes(stage: Stage): Promise<Verdict> {
  const { inboundUpdates: messages, inboundKills: kills, databaseStops } = stage.scale;
  const planned = { kills, databaseStops };
  const house = await openHouse(stage, "r1w");
  try {
    const company = { number: "4915101000000", name: "Ortiz Shop" };
    const { phone } = await linkPhone(stage.whatsapp, house.person, company);
    const people = strangers(stage.whatsapp, "1", customers);
    const line = watchLine(stage.whatsapp, company.number);
    let over = false;
    const stored = watchStored(house.owner, () => over);
    const plan = {
      ...{ seed: 101, total: messages, ...planned, progress: stored.count, isOver: () => over },
      ...{ isBusy: line.isBusy, beforeKill: line.note },
    };
    const crashing = crashAlong(plan, house.servers[0], stage.cluster);
    const { words, seconds } = await writeSteadily(people, phone, messages, stored.count);
    const crashes = await crashing;
    await untilStored(house.owner, messages, 60);
    over = true;
    await stored.ended;
    const threads = await readLinked(house.person);
    const sent = { words: new Set(words), acknowledged: new Set(words), unclear: new Set<string>() };
    const count = countQueue(sent, threads.flat());
    const figures = {
      ...count,
      inversions: inversionsOf(threads, (earlier, later) => (seconds[earlier] ?? 0) < (seconds[later] ?? 0)),
      "out of order within a second": inversionsOf(threads),
      devices: phone.devices().length,
      ...crashes,
      ...line.figures(),
    };
    const promised = { ...nothingWrong, stored: messages, inversions: 0, devices: 1, ...planned };
    return { figures, violations: [...differences(figures, promised), ...line.violations(), ...house.fallen()] };
  } finally {
    await house.close();
  }
}

/** Counts the stored messages until it is over; while PostgreSQL is away the last count stands. */
function watchStored(owner: Pool, isOver: () => boolean): { count(): number; readonly ended: Promise<void> } {
  let stored = 0;
  const watching = async () => {
    while (!isOver()) {
      stored = await untilStored(owner, 0, 0).catch(() => stored);
      await pause(10);
    }
  };
  return { count: () => stored, ended: watching() };
}

/** Customers write whether or not anybody listens; WhatsApp keeps what was not taken. With the second of each, the only order that it tells. */
async function writeSteadily(
  people: readonly SimulatedPhone[],
  phone: SimulatedPhone,
  count: number,
  stored: () => number,
): Promise<{ readonly words: string[]; readonly seconds: number[] }> {
  const words: string[] = [];
  const seconds: number[] = [];
  let budget = 0;
  let last = performance.now();
  while (words.length < count) {
    const now = performance.now();
    budget += ((now - last) * perSecond) / 1000;
    last = now;
    if (words.length - stored() >= mostWaiting) budget = 0;
    for (; budget >= 1 && words.length < count; budget -= 1) {
      people[words.length % people.length]?.write(phone, `r1w message ${words.length}`);
      words.push(`r1w message ${words.length}`);
      seconds.push(Math.floor(Date.now() / 1000));
    }
    await pause(10);
  }
  return { words, seconds };
}
