import { setTimeout as pause } from "node:timers/promises";
import { randomInteger, seededRandom } from "#simulators/shared/random.ts";
import { meetWriters, type Writer } from "../../stage/meet-writers.ts";
import { readInbox, type Thread, wordsOf } from "../../stage/read-inbox.ts";
import { untilDelivered } from "../../stage/until-delivered.ts";
import { crashAlong } from "../crash-along.ts";
import { differences, type Verdict } from "../judge.ts";
import { openHouse, type Stage } from "../open-house.ts";

const customers = 20;
const emojis = ["👍", "❤️", "😮", ""];
// Facebook tells times in milliseconds: what happens within one has no order.
const betweenMilliseconds = 3;

/**
 * R5: what customers write, change, take back and react to ends in the same threads as on their phones, though it is delivered in any order
 * and partly twice, and the server is killed meanwhile.
 */
export async function anyOrderEndsAlike(stage: Stage): Promise<Verdict> {
  const { shuffledEvents: events, shuffledKills: kills } = stage.scale;
  const house = await openHouse(stage, "r5m");
  const { messenger } = stage;
  try {
    const writers = await meetWriters(messenger, house, { name: "crash_r5m", customers });
    messenger.faults.add({ kind: "shuffled" });
    messenger.faults.add({ kind: "duplicates", copies: 1, probability: 0.3 });
    let told = 0;
    const plan = { seed: 5, total: events, kills, progress: () => told, isOver: () => false };
    const crashing = crashAlong(plan, house.servers[0], stage.cluster);
    const random = seededRandom(55);
    while (told < events) {
      const writer = writers[randomInteger(random, 0, customers - 1)];
      if (writer) doSomething(writer, told, random);
      told += 1;
      await pause(betweenMilliseconds);
    }
    const { kills: killed } = await crashing;
    const pending = await untilDelivered(house, 60);
    const threads = await readInbox(house.person);
    const different = writers.filter((writer) => firstDifference(onPhoneOf(writer), shownBy(writer, threads)));
    const messages = threads.reduce((sum, thread) => sum + thread.messages.length, 0);
    const figures = { events, messages, "threads that differ": different.length, undelivered: pending, kills: killed };
    const promised = { "threads that differ": 0, undelivered: 0, kills };
    const shown = different.map((writer) => firstDifference(onPhoneOf(writer), shownBy(writer, threads)));
    return { figures, violations: [...differences(figures, promised), ...shown, ...house.fallen()] };
  } finally {
    messenger.faults.clear();
    await house.close();
  }
}

function doSomething({ page, customer }: Writer, number: number, random: () => number): void {
  const written = customer.thread(page).filter(({ isUnsent }) => !isUnsent);
  const { mid, edits } = written[randomInteger(random, 0, written.length - 1)] ?? { mid: "", edits: 5 };
  const chance = random();
  if (mid === "" || chance < 0.5) customer.write(page, `r5 message ${number}`);
  else if (chance < 0.7 && edits < 5) customer.edit(page, mid, `r5 edited ${number}`);
  else if (chance < 0.8) customer.unsend(page, mid);
  else customer.react(page, mid, emojis[randomInteger(random, 0, emojis.length - 1)] ?? "");
}

function onPhoneOf({ page, customer }: Writer): string[] {
  return customer.thread(page).map(({ text, isUnsent, reactions }) => {
    return isUnsent ? "removed" : `${text} ${reactions.customer ?? ""}`;
  });
}

function shownBy({ conversationId }: Writer, threads: readonly Thread[]): string[] {
  const thread = threads.find(({ conversation }) => conversation.id === conversationId);
  return (thread?.messages ?? []).map((message) => {
    const emojis = message.reactions.map(({ emoji }) => emoji).join();
    return message.content.kind === "removed" ? "removed" : `${wordsOf(message)} ${emojis}`;
  });
}

/** A sentence about the first line that differs, empty when none does. */
function firstDifference(onPhone: readonly string[], shown: readonly string[]): string {
  const at = Array.from({ length: Math.max(onPhone.length, shown.length) }).findIndex((_, index) => {
    return onPhone[index] !== shown[index];
  });
  return at < 0 ? "" : `line ${at} is "${onPhone[at]}" on the phone, and "${shown[at]}" in Wokfow`;
}
