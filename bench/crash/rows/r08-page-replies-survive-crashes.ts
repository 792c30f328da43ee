import { setTimeout as pause } from "node:timers/promises";
import type { SimulatedCustomer, SimulatedPage } from "#simulators/messenger/start-messenger.ts";
import { connectPage } from "../../stage/connect-page.ts";
import { readInbox, wordsOf } from "../../stage/read-inbox.ts";
import { sendReply, untilNothingWaits } from "../../stage/write-to-customers.ts";
import { crashAlong } from "../crash-along.ts";
import { differences, timesOf, type Verdict } from "../judge.ts";
import { type House, openHouse, type Stage } from "../open-house.ts";
import { sendUntilTaken } from "../send-until-taken.ts";

const customers = 200;
const lostAnswers = 0.05;
const patienceSeconds = 240;

/**
 * R8 for pages: a reply reaches the customer once. Whatever has reached them is known to have: an answer that was lost is found again in the
 * echo. Unknown stays only what was just about to leave when the server was killed, and has not left.
 */
export async function pageRepliesSurviveCrashes(stage: Stage): Promise<Verdict> {
  const { replies, replyKills: kills } = stage.scale;
  const { messenger } = stage;
  const house = await openHouse(stage, "r8m");
  try {
    const page = await connectPage(messenger, house, "Page of R8");
    const met = await meetCustomers(stage, house, page);
    const parcels = Array.from({ length: replies }, (_, index) => {
      const words = `r8m reply ${index}`;
      return { words, send: () => sendReply(house.person, met[index % customers]?.conversationId ?? "", words) };
    });
    const from = messenger.requests.length;
    const calls = () => messenger.requests.slice(from).filter(({ params }) => params.message !== undefined);
    const endFault = messenger.faults.add({ kind: "answer lost", method: "POST messages", probability: lostAnswers });
    let over = false;
    const plan = { seed: 208, total: replies, kills, progress: () => calls().length, isOver: () => over };
    const crashing = crashAlong(plan, house.servers[0], stage.cluster);
    const sent = await sendUntilTaken(parcels).done;
    const { kills: killed } = await crashing;
    await untilNothingWaits(house.owner, patienceSeconds);
    over = true;
    endFault();
    await untilAllIsTold(house);
    const lost = calls().filter(({ outcome }) => outcome === "answer lost").length;
    const arrived = met.flatMap(({ customer }) => saidTo(customer, page));
    const figures = {
      sent: sent.words.size,
      ...(await judge(house, sent.acknowledged, arrived)),
      "answers lost": lost,
      kills: killed,
    };
    const promised = { lost: 0, duplicated: 0, unexpected: 0, "unknown that arrived": 0, kills };
    return { figures, violations: [...differences(figures, promised), ...house.fallen()] };
  } finally {
    messenger.faults.clear();
    await house.close();
  }
}

async function meetCustomers({ messenger }: Stage, house: House, page: SimulatedPage) {
  const people = Array.from({ length: customers }, (_, index) => {
    const customer = messenger.customer({ firstName: "R8", lastName: String(index) });
    customer.write(page, "hello");
    return customer;
  });
  await untilAllIsTold(house);
  const { rows } = await house.owner.query<{ id: string; psid: string }>(
    "select id, external_id as psid from conversations",
  );
  const conversationOf = new Map(rows.map(({ id, psid }) => [psid, id]));
  return people.map((customer) => ({ customer, conversationId: conversationOf.get(customer.psid(page)) ?? "" }));
}

/** Waits until everything was delivered and answered. */
async function untilAllIsTold({ app }: House): Promise<void> {
  const deadline = performance.now() + patienceSeconds * 1000;
  while (app.pending() > 0) {
    if (performance.now() > deadline) throw new Error(`${app.pending()} events were never taken.`);
    await pause(50);
  }
}

function saidTo(customer: SimulatedCustomer, page: SimulatedPage): string[] {
  return customer.thread(page).flatMap(({ from, text }) => (from === "page" && text !== undefined ? [text] : []));
}

async function judge({ person }: House, acknowledged: ReadonlySet<string>, arrived: readonly string[]) {
  const times = timesOf(arrived);
  const threads = await readInbox(person);
  const replies = threads.flatMap(({ messages }) => messages.filter(({ direction }) => direction === "outbound"));
  const states = new Map(replies.map((message) => [wordsOf(message), message.state]));
  const unknown = [...states].filter(([, state]) => state === "unknown").map(([words]) => words);
  const isSafe = (words: string) => times.has(words) || states.get(words) === "unknown";
  return {
    arrived: arrived.length,
    lost: [...acknowledged].filter((words) => !isSafe(words)).length,
    duplicated: arrived.length - times.size + (replies.length - states.size),
    unexpected: [...times.keys()].filter((words) => !states.has(words)).length,
    unknown: unknown.length,
    "unknown that arrived": unknown.filter((words) => times.has(words)).length,
  };
}
