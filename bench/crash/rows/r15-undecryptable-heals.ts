import { setTimeout as pause } from "node:timers/promises";
import { linkPhone, untilConnected } from "../../stage/link-phone.ts";
import { readLinked, strangers, untilStored } from "../../stage/linked-customers.ts";
import { differences, type Verdict } from "../judge.ts";
import { openHouse, type Stage } from "../open-house.ts";

const messages = 100;

/** R15: what could not be decrypted is shown as such and becomes itself in place, also when the server was killed in between. */
export async function undecryptableHeals(stage: Stage): Promise<Verdict> {
  const house = await openHouse(stage, "r15");
  const [server] = house.servers;
  try {
    const company = { number: "4915115000000", name: "Ortiz Shop" };
    const { phone, channelId } = await linkPhone(stage.whatsapp, house.person, company);
    const people = strangers(stage.whatsapp, "15", 10);
    for (let index = 0; index < messages; index += 1) {
      people[index % people.length]?.sendUndecryptable(phone, `r15 message ${index}`);
      if (index === messages / 2) {
        await server.kill();
        await server.start();
        await untilConnected(house.person, [channelId]);
      }
    }
    const stored = await untilStored(house.owner, messages, 30);
    const healed = await untilHealed(() => readLinked(house.person));
    const figures = { stored, healed: healed.size, doubled: stored - messages };
    const violations = differences(figures, { stored: messages, healed: messages, doubled: 0 });
    return { figures, violations: [...violations, ...house.fallen()] };
  } finally {
    await house.close();
  }
}

async function untilHealed(read: () => Promise<string[][]>): Promise<Set<string>> {
  const deadline = performance.now() + 60_000;
  for (;;) {
    const healed = new Set((await read()).flat().filter((words) => words.startsWith("r15 message")));
    if (healed.size === messages || performance.now() > deadline) return healed;
    await pause(200);
  }
}
