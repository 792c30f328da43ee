import { availableParallelism } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { startMessenger } from "#simulators/messenger/start-messenger.ts";
import { startTelegram } from "#simulators/telegram/start-telegram.ts";
import { startWhatsApp } from "#simulators/whatsapp/start-whatsapp.ts";
import { makeCluster } from "../stage/make-cluster.ts";
import { messengerDesk } from "../stage/messenger-desk.ts";
import { messengerDoor } from "../stage/messenger-door.ts";
import { telegramDesk } from "../stage/telegram-desk.ts";
import { telegramDoor } from "../stage/telegram-door.ts";
import type { Verdict } from "./judge.ts";
import type { Stage } from "./open-house.ts";
import { lateMessagesAreCounted } from "./rows/late-messages-are-counted.ts";
import { inboundSurvivesCrashes } from "./rows/r01-inbound-survives-crashes.ts";
import { linkedSurvivesCrashes } from "./rows/r01-linked-survives-crashes.ts";
import { answerMeansCommitted } from "./rows/r02-answer-means-committed.ts";
import { redeliveryMakesOneMessage } from "./rows/r03-redelivery-makes-one-message.ts";
import { firstMessagesMakeOneContact } from "./rows/r04-first-messages-make-one-contact.ts";
import { anyOrderEndsAlike } from "./rows/r05-any-order-ends-alike.ts";
import { poisonBlocksNobody } from "./rows/r06-poison-blocks-nobody.ts";
import { linkedRepliesSurviveCrashes } from "./rows/r08-linked-replies-survive-crashes.ts";
import { pageRepliesSurviveCrashes } from "./rows/r08-page-replies-survive-crashes.ts";
import { repliesSurviveCrashes } from "./rows/r08-replies-survive-crashes.ts";
import { limitsAreObeyed } from "./rows/r10-limits-are-obeyed.ts";
import { repliesKeepTheirOrder } from "./rows/r11-replies-keep-their-order.ts";
import { replayIsStoredOnce } from "./rows/r12-replay-is-stored-once.ts";
import { linksSurviveCrashes } from "./rows/r13-links-survive-crashes.ts";
import { oneLinePerNumber } from "./rows/r14-one-line-per-number.ts";
import { undecryptableHeals } from "./rows/r15-undecryptable-heals.ts";
import { answeredWritesAreDurable } from "./rows/r17-answered-writes-are-durable.ts";
import { silenceIsNoticed } from "./rows/silence-is-noticed.ts";
import { full, usual, usualAgain } from "./scale.ts";

/** Each row proves one promise of docs/reliability.md against servers that are really killed. */
const rows: Readonly<Record<string, (stage: Stage) => Promise<Verdict>>> = {
  R1: (stage) => inboundSurvivesCrashes(stage, telegramDoor, "r1"),
  R2: (stage) => answerMeansCommitted(stage, telegramDoor, "r2"),
  R3: (stage) => redeliveryMakesOneMessage(stage, telegramDoor, "r3"),
  R4: (stage) => firstMessagesMakeOneContact(stage, telegramDoor, "r4"),
  R6: (stage) => poisonBlocksNobody(stage, telegramDoor, "r6"),
  R8: repliesSurviveCrashes,
  R10: (stage) => limitsAreObeyed(stage, telegramDesk, { name: "r10", accounts: 1, seconds: 3 }),
  R11: (stage) => {
    return repliesKeepTheirOrder(stage, telegramDesk, { name: "r11", repliesEach: stage.scale.repliesInAThread });
  },
  R17: answeredWritesAreDurable,
  R1W: linkedSurvivesCrashes,
  R8W: linkedRepliesSurviveCrashes,
  R12: replayIsStoredOnce,
  R13: linksSurviveCrashes,
  R14: oneLinePerNumber,
  R15: undecryptableHeals,
  R1M: (stage) => inboundSurvivesCrashes(again(stage), messengerDoor, "r1m"),
  R2M: (stage) => answerMeansCommitted(again(stage), messengerDoor, "r2m"),
  R3M: (stage) => redeliveryMakesOneMessage(again(stage), messengerDoor, "r3m"),
  R4M: (stage) => firstMessagesMakeOneContact(again(stage), messengerDoor, "r4m"),
  R5M: anyOrderEndsAlike,
  R6M: (stage) => poisonBlocksNobody(again(stage), messengerDoor, "r6m"),
  R8M: pageRepliesSurviveCrashes,
  R10M: (stage) => {
    return limitsAreObeyed(stage, messengerDesk, { name: "r10m", accounts: 4, seconds: stage.scale.pageLimitSeconds });
  },
  R11M: (stage) => {
    return repliesKeepTheirOrder(stage, messengerDesk, { name: "r11m", repliesEach: stage.scale.pageRepliesInAThread });
  },
  SILENCE: silenceIsNoticed,
  LATE: lateMessagesAreCounted,
};

const longestMinutes = 15;
const webhookRetry = { firstMs: 20, maxMs: 200 };

/**
 * `npm run test:crash [-- --full] [-- R1 R8]`: runs all rows or the named ones, prints a line for each, and exits with 1 when a
 * promise was broken.
 */
async function run(args: readonly string[]): Promise<void> {
  const scale = args.includes("--full") ? full : usual;
  const named = args.filter((arg) => !arg.startsWith("--")).map((arg) => arg.toUpperCase());
  const strange = named.filter((name) => !(name in rows));
  if (strange.length > 0)
    throw new Error(`There is no row ${strange.join(", ")}. There are: ${Object.keys(rows).join(", ")}.`);
  const chosen = Object.entries(rows).filter(([name]) => named.length === 0 || named.includes(name));
  const asked = Object.entries(scale).map(([name, value]) => `${name} ${value}`);
  console.log(`Crash checks, scale ${scale === full ? "full" : "usual"}: ${asked.join(", ")}.`);
  console.log(`Fixed seeds, ${availableParallelism()} cores, PostgreSQL with fsync.`);
  const [telegram, whatsapp, messenger] = await Promise.all([
    startTelegram({ webhookRetry }),
    startWhatsApp(),
    startMessenger({ webhookRetry }),
  ]);
  const stage = { cluster: await makeCluster(), telegram, whatsapp, messenger, scale };
  let broken = 0;
  try {
    for (const [name, prove] of chosen) if (!(await show(name, () => prove(stage)))) broken += 1;
  } finally {
    await Promise.all([telegram.close(), whatsapp.close(), messenger.close()]);
    await stage.cluster.remove();
  }
  console.log(broken === 0 ? "Every promise held." : `${broken} of ${chosen.length} promises broken.`);
  process.exit(broken === 0 ? 0 : 1);
}

function again(stage: Stage): Stage {
  return stage.scale === full ? stage : { ...stage, scale: usualAgain };
}

async function show(name: string, prove: () => Promise<Verdict>): Promise<boolean> {
  const begun = performance.now();
  const { figures, violations } = await Promise.race([prove(), outOfTime()]).catch((error: unknown) => ({
    figures: {},
    violations: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
  }));
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  const listed = Object.entries(figures).map(([figure, value]) => `${figure} ${value}`);
  const verdict = violations.length === 0 ? "held  " : "BROKEN";
  console.log([`${name.padEnd(3)} ${verdict} ${listed.join(", ")} (${seconds} s)`, ...violations].join("\n      "));
  return violations.length === 0;
}

/** A promise that is never kept must not keep the others from being tried. */
async function outOfTime(): Promise<never> {
  await pause(longestMinutes * 60_000, undefined, { ref: false });
  throw new Error(`It did not come to an end within ${longestMinutes} minutes.`);
}

run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
