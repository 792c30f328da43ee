import { setTimeout as pause } from "node:timers/promises";
import { listChannels } from "#contract/channels.ts";
import { randomInteger, seededRandom } from "#simulators/shared/random.ts";
import { linkPhone, untilConnected } from "../../stage/link-phone.ts";
import { strangers, untilStored } from "../../stage/linked-customers.ts";
import { type LineWatch, watchLine } from "../../stage/watch-line.ts";
import { differences, type Verdict } from "../judge.ts";
import { openHouse, type Stage } from "../open-house.ts";

const patienceMilliseconds = 60_000;

/**
 * R13: a server that is killed again and again while the keys of a linked phone are being written never needs another scan: new
 * customers write all the time, each of whom brings a session and spends a key. One is taken before each kill, and two are under way.
 */
export async function linksSurviveCrashes(stage: Stage): Promise<Verdict> {
  const { linkKills: kills } = stage.scale;
  const house = await openHouse(stage, "r13");
  const [server] = house.servers;
  const random = seededRandom(13);
  try {
    const company = { number: "4915113000000", name: "Ortiz Shop" };
    const { phone, channelId } = await linkPhone(stage.whatsapp, house.person, company);
    const people = strangers(stage.whatsapp, "13", kills * 3);
    const line = watchLine(stage.whatsapp, company.number);
    let killed = 0;
    for (; killed < kills; killed += 1) {
      const [first, ...others] = people.slice(killed * 3, killed * 3 + 3);
      first?.write(phone, `r13 from ${first.number}`);
      await untilBusy(line);
      for (const person of others) person.write(phone, `r13 from ${person.number}`);
      await pause(randomInteger(random, 0, 60));
      line.note();
      await server.kill();
      await server.start();
    }
    await untilConnected(house.person, [channelId]);
    const stored = await untilStored(house.owner, people.length, 60);
    const { items } = await house.person.ok(listChannels);
    const figures = {
      kills: killed,
      stored,
      devices: phone.devices().length,
      channels: items.length,
      ...line.figures(),
    };
    const promised = { kills, stored: people.length, devices: 1, channels: 1 };
    return { figures, violations: [...differences(figures, promised), ...line.violations(), ...house.fallen()] };
  } finally {
    await house.close();
  }
}

async function untilBusy(line: LineWatch): Promise<void> {
  const deadline = performance.now() + patienceMilliseconds;
  while (!line.isBusy() && performance.now() < deadline) await pause(2);
}
