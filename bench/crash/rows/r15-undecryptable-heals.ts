import { setTimeout as pause } from "node:timers/promises";
import { linkPhone, untilConnected } from "../../stage/link-phone.ts";
import { readLinked, strangers, untilStored } from "../../stage/linked-customers.ts";
import { differences, type Verdict } from "../judge.ts";
import { openHouse, type Stage } from "../open-house.ts";

const messages = 100;
const settleMilliseconds = 3_000;

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
    await untilStored(house.owner, messages, 30);
    await untilHealed(() => readLinked(house.person));
    // Counted when nothing changes any more, or one that came beside its placeholder would not be seen.
    await pause(settleMilliseconds);
    const shown = (await readLinked(house.person)).flat();
    const words = shown.filter(isHealed);
    const healed = new Set(words).size;
    const stored = await untilStored(house.owner, 0, 0);
    const figures = {
      stored,
      healed,
      doubled: words.length - healed,
      "still placeholders": shown.length - words.length,
    };
    const promised = { stored: messages, healed: messages, doubled: 0, "still placeholders": 0 };
    const violations = differences(figures, promised);
    return { figures, violations: [...violations, ...house.fallen()] };
  } finally {
    await house.close();
  }
}

async function untilHealed(read: () => Promise<string[][]>): Promise<void> {
  const deadline = performance.now() + 60_000;
  for (;;) {
    const healed = new Set((await read()).flat().filter(isHealed));
    if (healed.size === messages || performance.now() > deadline) return;
    await pause(200);
  }
}

function isHealed(words: string): boolean {
  return words.startsWith("r15 message");
}
