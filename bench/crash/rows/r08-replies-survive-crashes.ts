import type { RequestRecord } from "#simulators/telegram/state/world.ts";
import { readInbox, wordsOf } from "../../stage/read-inbox.ts";
import { meetCustomers, reply, untilNothingWaits, whatArrived } from "../../stage/write-to-customers.ts";
import { crashAlong } from "../crash-along.ts";
import { differences, timesOf, type Verdict } from "../judge.ts";
import { openHouse, type Stage } from "../open-house.ts";
import { sendUntilTaken } from "../send-until-taken.ts";

const customers = 500;
// Several bots, because one may send no more than some thirty a second.
const bots = 4;
const lostAnswers = 0.05;

/** R8: a reply reaches the customer once, or is shown as unknown and never sent again by itself. */
export async function repliesSurviveCrashes(stage: Stage): Promise<Verdict> {
  const { replies, replyKills: kills } = stage.scale;
  const house = await openHouse(stage, "r8");
  const { telegram } = stage;
  try {
    const correspondents = await meetCustomers(stage.telegram, house.person, { name: "crash_r8", bots, customers });
    const parcels = Array.from({ length: replies }, (_, index) => {
      const to = correspondents[index % customers];
      if (!to) throw new Error("There are no customers.");
      const words = `r8 reply ${index}`;
      return { words, send: () => reply(house.person, to, words) };
    });
    const calls = () => telegram.requests.slice(from).filter(({ method }) => method === "sendMessage");
    const from = telegram.requests.length;
    const endFault = telegram.faults.add({ kind: "answer lost", method: "sendMessage", probability: lostAnswers });
    let over = false;
    const plan = { seed: 8, total: replies, kills, progress: () => calls().length, isOver: () => over };
    const crashing = crashAlong(plan, house.servers[0], stage.cluster);
    const sent = await sendUntilTaken(parcels).done;
    const { kills: killed } = await crashing;
    await untilNothingWaits(house.owner, 120);
    over = true;
    endFault();
    const states = await statesOf(house.person);
    const figures = {
      sent: sent.words.size,
      ...judge(sent.acknowledged, states, whatArrived(correspondents).flat(), calls()),
      kills: killed,
    };
    const promised = { lost: 0, duplicated: 0, unexpected: 0, "ambiguous but not unknown": 0, "sent again": 0, kills };
    return { figures, violations: [...differences(figures, promised), ...house.fallen()] };
  } finally {
    telegram.faults.clear();
    await house.close();
  }
}

async function statesOf(person: Parameters<typeof readInbox>[0]): Promise<Map<string, string>> {
  const threads = await readInbox(person);
  const replies = threads.flatMap(({ messages }) => messages.filter(({ direction }) => direction === "outbound"));
  return new Map(replies.map((message) => [wordsOf(message), message.state]));
}

/** Arrived is what the customers' phones show. An answer that the simulator kept back is ambiguous for certain. */
function judge(
  acknowledged: ReadonlySet<string>,
  states: ReadonlyMap<string, string>,
  arrived: readonly string[],
  calls: readonly RequestRecord[],
) {
  const times = timesOf(arrived);
  const unknown = [...states].filter(([, state]) => state === "unknown").map(([words]) => words);
  const ambiguous = calls.filter(({ outcome }) => outcome === "answer lost").map(({ params }) => String(params.text));
  const tries = timesOf(calls.map(({ params }) => String(params.text)));
  const isSafe = (words: string) =>
    states.get(words) === "unknown" || (states.get(words) === "sent" && times.has(words));
  return {
    arrived: arrived.length,
    lost: [...acknowledged].filter((words) => !isSafe(words)).length,
    duplicated: arrived.length - times.size,
    unexpected: [...times.keys()].filter((words) => !states.has(words) && words.startsWith("r8")).length,
    "answers lost": ambiguous.length,
    unknown: unknown.length,
    "unknown that arrived": unknown.filter((words) => times.has(words)).length,
    "ambiguous but not unknown": ambiguous.filter((words) => states.get(words) !== "unknown").length,
    "sent again": [...tries.values()].filter((count) => count > 1).length,
  };
}
