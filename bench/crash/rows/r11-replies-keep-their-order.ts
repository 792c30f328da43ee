import { inParallel } from "../../stage/in-parallel.ts";
import { meetCustomers, reply, untilNothingWaits, whatArrived } from "../../stage/write-to-customers.ts";
import { differences, type Verdict } from "../judge.ts";
import { openHouse, type Stage } from "../open-house.ts";
import { sendUntilTaken } from "../send-until-taken.ts";

const customers = 50;
const failing = 0.1;

/** R11: the replies of a conversation leave in their order, also when some must be tried again and two servers do the work. */
export async function repliesKeepTheirOrder(stage: Stage): Promise<Verdict> {
  const repliesEach = stage.scale.repliesInAThread;
  const house = await openHouse(stage, "r11", { servers: 2 });
  const { telegram } = stage;
  try {
    const correspondents = await meetCustomers(stage.telegram, house.person, { name: "crash_r11", bots: 2, customers });
    const people = house.servers.map((server) => house.at(server));
    telegram.faults.add({
      kind: "refuse",
      errorCode: 500,
      description: "Internal Server Error",
      method: "sendMessage",
      probability: failing,
    });
    const from = telegram.requests.length;
    await inParallel(16, correspondents, async (to) => {
      const parcels = Array.from({ length: repliesEach }, (_, turn) => {
        const person = people[turn % people.length] ?? house.person;
        const words = `${to.customer.firstName} reply ${String(turn).padStart(3, "0")}`;
        return { words, send: () => reply(person, to, words) };
      });
      await sendUntilTaken(parcels, 1).done;
    });
    await untilNothingWaits(house.owner, repliesEach * 3 + 30);
    const threads = whatArrived(correspondents);
    const arrived = threads.flat();
    const failures = telegram.requests.slice(from).filter(({ errorCode }) => errorCode === 500).length;
    const sent = customers * repliesEach;
    const figures = {
      sent,
      arrived: arrived.length,
      "tried again": failures,
      inversions: threads.reduce((sum, thread) => sum + inversions(thread), 0),
      lost: sent - new Set(arrived).size,
      duplicated: arrived.length - new Set(arrived).size,
    };
    const violations = [...differences(figures, { inversions: 0, lost: 0, duplicated: 0 }), ...house.fallen()];
    if (failures === 0) violations.push("nothing had to be tried again, so that nothing was shown");
    return { figures, violations };
  } finally {
    telegram.faults.clear();
    await house.close();
  }
}

/** Neighbours that are the wrong way round. */
function inversions(thread: readonly string[]): number {
  return thread.slice(1).filter((words, index) => words < (thread[index] ?? "")).length;
}
