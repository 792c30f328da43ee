import { availableParallelism } from "node:os";
import { carryNumbers } from "./cases/carry-numbers.ts";
import { checkSession } from "./cases/check-session.ts";
import { listConversations } from "./cases/list-conversations.ts";
import { listMessages } from "./cases/list-messages.ts";
import { payForWalls } from "./cases/pay-for-walls.ts";
import { receiveAfterAbsence } from "./cases/receive-after-absence.ts";
import { receiveOverLink } from "./cases/receive-over-link.ts";
import { receiveUpdates } from "./cases/receive-updates.ts";
import { sendMessages } from "./cases/send-messages.ts";
import { startAgain } from "./cases/start-again.ts";
import { openStage, type Stage } from "./open-stage.ts";
import { printTable, type Result } from "./report.ts";

/** Each case measures one goal of docs/performance.md together with its limit. */
const cases: Readonly<Record<string, (stage: Stage) => Promise<Result[]>>> = {
  list: listConversations,
  messages: listMessages,
  ingest: receiveUpdates,
  session: checkSession,
  walls: payForWalls,
  outbound: sendMessages,
  start: startAgain,
  link: receiveOverLink,
  absence: receiveAfterAbsence,
  numbers: carryNumbers,
};

const usual = { effort: { pieces: 5, seconds: 3 }, size: { conversations: 10_000, messages: 200_000 } };
const short = { effort: { pieces: 1, seconds: 1 }, size: { conversations: 1_000, messages: 20_000 } };

/** `npm run bench [-- --short] [-- list]`: measures all cases or the named ones and prints one table. With `--short` nothing is judged. */
async function run(args: readonly string[]): Promise<void> {
  const isShort = args.includes("--short");
  const named = args.filter((arg) => !arg.startsWith("--"));
  const strange = named.filter((name) => !(name in cases));
  if (strange.length > 0)
    throw new Error(`There is no case ${strange.join(", ")}. There are: ${Object.keys(cases).join(", ")}.`);
  const { effort, size } = isShort ? short : usual;
  console.log(
    `${size.conversations} conversations, ${size.messages} messages, 16 connections, ${availableParallelism()} cores; ` +
      `medians of ${effort.pieces} pieces of ${effort.seconds} s (quartiles).`,
  );
  const stage = await openStage(effort, size);
  const results: Result[] = [];
  try {
    for (const [name, measure] of Object.entries(cases)) {
      if (named.length === 0 || named.includes(name)) results.push(...(await measure(stage)));
    }
  } finally {
    await stage.close();
  }
  printTable(results);
  if (isShort) console.log("A short run shows that everything works; its figures judge nothing.");
  process.exit(isShort || results.every(({ held }) => held) ? 0 : 1);
}

run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
