import type { RequestRecord } from "#simulators/messenger/state/world.ts";
import { inParallel } from "../../stage/in-parallel.ts";
import { inversionsOf } from "../../stage/linked-customers.ts";
import { meetWriters, type Writer } from "../../stage/meet-writers.ts";
import { readInbox } from "../../stage/read-inbox.ts";
import { untilDelivered } from "../../stage/until-delivered.ts";
import { sendReply, untilNothingIsUnknown, untilNothingWaits } from "../../stage/write-to-customers.ts";
import { crashAlong } from "../crash-along.ts";
import { differences, nothingWrong, timesOf, type Verdict } from "../judge.ts";
import { type House, openHouse, type Stage } from "../open-house.ts";
import { sendUntilTaken } from "../send-until-taken.ts";

const customers = 100;
const lostAnswers = 0.05;
const failing = 0.03;

/**
 * R8 and R11 for pages: a reply reaches the customer once and in its place, and none stays unknown. Of what was sent its echo tells; what a
 * killed server had not sent yet has none, is asked about, and sent when Messenger does not have it.
 */
export async function pageRepliesSurviveCrashes(stage: Stage): Promise<Verdict> {
  const { pageReplies: replies, pageReplyKills: kills } = stage.scale;
  const house = await openHouse(stage, "r8m");
  const { messenger } = stage;
  try {
    const writers = await meetWriters(messenger, house, { name: "crash_r8m", customers });
    const from = messenger.requests.length;
    const calls = () => messenger.requests.slice(from).filter(({ method, params }) => isMessage(method, params));
    messenger.faults.add({ kind: "answer lost", method: "POST messages", probability: lostAnswers });
    messenger.faults.add({ kind: "refuse", code: 1200, method: "POST messages", probability: failing });
    let over = false;
    const plan = { seed: 208, total: replies, kills, progress: () => calls().length, isOver: () => over };
    const crashing = crashAlong(plan, house.servers[0], stage.cluster);
    const sent = writers.map((_, index) => wordsFor(index, replies / customers));
    await replyToAll(house, writers, sent);
    const { kills: killed } = await crashing;
    await untilNothingWaits(house.owner, 300);
    over = true;
    await untilNothingIsUnknown(house.owner, 300);
    const undelivered = await untilDelivered(house, 60);
    const asked = messenger.requests.slice(from).filter(({ method }) => method === "GET conversations").length;
    const judged = { ...(await judge(house, writers, sent.flat(), calls())), "asked about": asked };
    const figures = { sent: replies, ...judged, undelivered, kills: killed };
    const promised = { ...nothingWrong, inversions: 0, unknown: 0, undelivered: 0, kills };
    const violations = [...differences(figures, promised), ...house.fallen()];
    if (figures["answers lost"] === 0) violations.push("no answer was lost, so that nothing was shown");
    return { figures, violations };
  } finally {
    messenger.faults.clear();
    await house.close();
  }
}

function wordsFor(index: number, each: number): string[] {
  return Array.from({ length: each }, (_, turn) => `r8m reply to ${index} number ${turn}`);
}

/** Some at a time; the replies to one customer one after the other, so that their order is known. */
async function replyToAll(
  { person }: House,
  writers: readonly Writer[],
  sent: readonly (readonly string[])[],
): Promise<void> {
  await inParallel(16, writers, async ({ conversationId }, index) => {
    const parcels = (sent[index] ?? []).map((words) => {
      return { words, send: () => sendReply(person, conversationId, words) };
    });
    await sendUntilTaken(parcels, 1).done;
  });
}

/** Arrived is what the customers' phones show. */
async function judge(
  { person }: House,
  writers: readonly Writer[],
  sent: readonly string[],
  calls: readonly RequestRecord[],
) {
  const phones = writers.map(({ customer, page }) =>
    customer.thread(page).flatMap(({ from, text }) => (from === "page" ? [text ?? ""] : [])),
  );
  const times = timesOf(phones.flat());
  const shown = (await readInbox(person)).flatMap(({ messages }) => messages);
  const expected = new Set(sent);
  return {
    arrived: times.size,
    lost: sent.filter((words) => !times.has(words)).length,
    duplicated: phones.flat().length - times.size,
    unexpected: [...times.keys()].filter((words) => !expected.has(words)).length,
    inversions: inversionsOf(phones),
    "answers lost": calls.filter(({ outcome }) => outcome === "answer lost").length,
    "tried again": calls.filter(({ outcome }) => outcome === "refused").length,
    unknown: shown.filter(({ state }) => state === "unknown").length,
  };
}

function isMessage(method: string, params: Record<string, unknown>): boolean {
  return method === "POST messages" && params.message !== undefined;
}
