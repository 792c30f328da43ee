import type { OpenDesk } from "../../stage/desk.ts";
import { inParallel } from "../../stage/in-parallel.ts";
import { sendReply, untilNothingWaits } from "../../stage/write-to-customers.ts";
import { differences, type Verdict } from "../judge.ts";
import { openHouse, type Stage } from "../open-house.ts";
import { sendUntilTaken } from "../send-until-taken.ts";

const customers = 50;
const failing = 0.1;

/** R11: the replies of a conversation leave in their order, also when some must be tried again and two servers do the work. */
export async function repliesKeepTheirOrder(
  stage: Stage,
  openDesk: OpenDesk,
  { name, repliesEach }: { name: string; repliesEach: number },
): Promise<Verdict> {
  const house = await openHouse(stage, name, { servers: 2 });
  try {
    const desk = await openDesk(stage, house, { name: `crash_${name}`, accounts: 2, customers });
    const people = house.servers.map((server) => house.at(server));
    const all = desk.groups.flat();
    desk.failSome(failing);
    await inParallel(16, all, async ({ name, conversationId }) => {
      const parcels = Array.from({ length: repliesEach }, (_, turn) => {
        const person = people[turn % people.length] ?? house.person;
        const words = `${name} reply ${String(turn).padStart(3, "0")}`;
        return { words, send: () => sendReply(person, conversationId, words) };
      });
      await sendUntilTaken(parcels, 1).done;
    });
    await untilNothingWaits(house.owner, repliesEach * 3 + 30);
    const threads = all.map(({ heard }) => heard());
    const arrived = threads.flat();
    const failures = all.flatMap(({ calls }) => calls().filter(({ isRefused }) => isRefused)).length;
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
    stage.telegram.faults.clear();
    stage.messenger.faults.clear();
    await house.close();
  }
}

/** Neighbours that are the wrong way round. */
function inversions(thread: readonly string[]): number {
  return thread.slice(1).filter((words, index) => words < (thread[index] ?? "")).length;
}
