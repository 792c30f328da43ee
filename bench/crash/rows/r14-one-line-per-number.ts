import { setTimeout as pause } from "node:timers/promises";
import { linkPhone } from "../../stage/link-phone.ts";
import { strangers, untilStored } from "../../stage/linked-customers.ts";
import { differences, type Verdict } from "../judge.ts";
import { openHouse, type Stage } from "../open-house.ts";

const takeOverMilliseconds = 15_000;

/** R14: of two servers one holds the line of a number; when it is killed, the other has it within 15 s with nothing lost. */
export async function oneLinePerNumber(stage: Stage): Promise<Verdict> {
  const { takeOvers } = stage.scale;
  const house = await openHouse(stage, "r14", { servers: 2 });
  const { whatsapp } = stage;
  const number = "4915114000000";
  const lines = () => whatsapp.connections().filter((line) => line.number === number && line.stage === "open");
  const watch = watchMost(() => lines().length);
  try {
    const { phone } = await linkPhone(whatsapp, house.person, { number, name: "Ortiz Shop" });
    const [customer] = strangers(whatsapp, "14", 1);
    let slowest = 0;
    for (let turn = 0; turn < takeOvers; turn += 1) {
      customer?.write(phone, `r14 before ${turn}`);
      // Whichever holds the line is ended by its socket going away, so both are killed in turn.
      const server = house.servers[turn % 2] ?? house.servers[0];
      const held = lines()[0];
      await server.kill();
      customer?.write(phone, `r14 after ${turn}`);
      const begun = performance.now();
      while (lines().length === 0 && performance.now() - begun < 2 * takeOverMilliseconds) await pause(20);
      if (lines()[0] !== held) slowest = Math.max(slowest, performance.now() - begun);
      await server.start();
    }
    const stored = await untilStored(house.owner, takeOvers * 2, 30);
    const figures = { stored, "most lines at once": watch.most(), "slowest take-over ms": Math.round(slowest) };
    const violations = differences(figures, { stored: takeOvers * 2, "most lines at once": 1 });
    if (slowest > takeOverMilliseconds) violations.push("a take-over lasted more than 15 s");
    return { figures, violations: [...violations, ...house.fallen()] };
  } finally {
    watch.stop();
    await house.close();
  }
}

function watchMost(count: () => number) {
  let most = 0;
  const timer = setInterval(() => {
    most = Math.max(most, count());
  }, 5);
  return { most: () => most, stop: () => clearInterval(timer) };
}
