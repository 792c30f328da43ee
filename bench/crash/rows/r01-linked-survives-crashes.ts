import { setTimeout as pause } from "node:timers/promises";
import type { SimulatedPhone } from "#simulators/whatsapp/start-whatsapp.ts";
import { linkPhone } from "../../stage/link-phone.ts";
import { inversionsOf, readLinked, strangers, untilStored } from "../../stage/linked-customers.ts";
import { crashAlong } from "../crash-along.ts";
import { countQueue, differences, nothingWrong, type Verdict } from "../judge.ts";
import { openHouse, type Stage } from "../open-house.ts";

const customers = 50;
const perSecond = 150;

/** R1 for a linked phone: whatever is decrypted, acknowledged or half stored when the server is killed, it is stored once. */
export async function linkedSurvivesCrashes(stage: Stage): Promise<Verdict> {
  const { inboundUpdates: messages, inboundKills: kills, databaseStops } = stage.scale;
  const planned = { kills, databaseStops };
  const house = await openHouse(stage, "r1w");
  try {
    const company = { number: "4915101000000", name: "Ortiz Shop" };
    const { phone } = await linkPhone(stage.whatsapp, house.person, company);
    const people = strangers(stage.whatsapp, "1", customers);
    let over = false;
    let written = 0;
    const plan = { seed: 101, total: messages, ...planned, progress: () => written, isOver: () => over };
    const crashing = crashAlong(plan, house.servers[0], stage.cluster);
    const words = await writeSteadily(people, phone, messages, (count) => {
      written = count;
    });
    const crashes = await crashing;
    over = true;
    await untilStored(house.owner, messages, 60);
    const threads = await readLinked(house.person);
    const sent = { words: new Set(words), acknowledged: new Set(words), unclear: new Set<string>() };
    const count = countQueue(sent, threads.flat());
    const figures = { ...count, inversions: inversionsOf(threads), devices: phone.devices().length, ...crashes };
    const promised = { ...nothingWrong, stored: messages, inversions: 0, devices: 1, ...planned };
    return { figures, violations: [...differences(figures, promised), ...house.fallen()] };
  } finally {
    await house.close();
  }
}

/** Customers write whether or not anybody listens; WhatsApp keeps what was not taken. */
async function writeSteadily(
  people: readonly SimulatedPhone[],
  phone: SimulatedPhone,
  count: number,
  tell: (written: number) => void,
): Promise<string[]> {
  const words: string[] = [];
  const begun = performance.now();
  while (words.length < count) {
    const due = Math.min(count, Math.floor(((performance.now() - begun) * perSecond) / 1000));
    for (let index = words.length; index < due; index += 1) {
      words.push(`r1w message ${index}`);
      people[index % people.length]?.write(phone, `r1w message ${index}`);
    }
    tell(words.length);
    await pause(10);
  }
  return words;
}
