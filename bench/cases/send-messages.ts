import { setTimeout as pause } from "node:timers/promises";
import { pauseChannel, resumeChannel } from "#contract/channels.ts";
import { telegramAdapter } from "#server/channels/telegram/telegram-adapter.ts";
import { spread } from "../measure.ts";
import type { Stage } from "../open-stage.ts";
import { compareBound, compareRates, type Result } from "../report.ts";
import { inParallel } from "../stage/in-parallel.ts";
import {
  type Correspondent,
  meetCustomers,
  reply,
  untilNothingWaits,
  whatArrived,
} from "../stage/write-to-customers.ts";

const repliesEach = 5;
const idleReplies = 40;

/** P12: how soon an answer reaches Telegram when nothing else is to do, and how fast and in which order a thousand queued ones leave. */
export async function sendMessages(stage: Stage): Promise<Result[]> {
  const customers = stage.effort.pieces > 1 ? 200 : 20;
  const correspondents = await meetCustomers(stage.telegram, stage.person, { name: "outbound", bots: 1, customers });
  return [await replyWhenIdle(stage, correspondents), ...(await sendQueued(stage, correspondents))];
}

async function replyWhenIdle({ telegram, person }: Stage, correspondents: readonly Correspondent[]): Promise<Result> {
  const milliseconds: number[] = [];
  for (const [index, to] of correspondents.slice(0, idleReplies).entries()) {
    const from = telegram.requests.length;
    const begun = performance.timeOrigin + performance.now();
    const text = `idle reply ${index}`;
    await reply(person, to, text);
    let accepted: number | undefined;
    while (accepted === undefined) {
      accepted = telegram.requests.slice(from).find(({ params }) => params.text === text)?.at;
      await pause(1);
    }
    milliseconds.push(accepted - begun);
    await pause(100);
  }
  return compareBound("P12 reply accepted by Telegram, idle", spread(milliseconds), 40, "ms");
}

async function sendQueued(stage: Stage, correspondents: readonly Correspondent[]): Promise<Result[]> {
  const { telegram, person, owner, env } = stage;
  const channelId = correspondents[0]?.bot.channelId ?? "";
  await person.ok(pauseChannel, { params: { channelId } });
  const before = whatArrived(correspondents).map((thread) => thread.length);
  await inParallel(16, correspondents, async (to, which) => {
    for (let turn = 0; turn < repliesEach; turn += 1) await reply(person, to, `queued reply ${which} ${turn}`);
  });
  const from = telegram.requests.length;
  await person.ok(resumeChannel, { params: { channelId } });
  await untilNothingWaits(owner, 120);
  const calls = telegram.requests.slice(from).filter(({ method }) => method === "sendMessage");
  const times = calls.map(({ at }) => at).toSorted((one, other) => one - other);
  const { perSecond } = telegramAdapter(env.TELEGRAM_API_ROOT ?? "").pace;
  const threads = whatArrived(correspondents).map((thread, index) => thread.slice(before[index]));
  const wrong = threads.filter((thread) => thread.join() !== thread.toSorted().join() || thread.length !== repliesEach);
  const paced = { ours: same(rateOf(times)), limit: same(perSecond), processorRatio: Number.NaN };
  return [
    compareRates("P12 queued replies, of the channel's pace", paced, 0.9),
    compareBound(
      "P12 most in any second, of the pace and its burst",
      same(mostInASecond(times)),
      2 * perSecond,
      "calls",
    ),
    compareBound("P12 conversations out of order", same(wrong.length), 0, ""),
  ];
}

function rateOf(times: readonly number[]): number {
  return (times.length * 1000) / ((times.at(-1) ?? 0) - (times[0] ?? 0));
}

function mostInASecond(times: readonly number[]): number {
  let start = 0;
  let most = 0;
  for (const [end, time] of times.entries()) {
    while (time - (times[start] ?? 0) >= 1000) start += 1;
    most = Math.max(most, end - start + 1);
  }
  return most;
}

function same(figure: number) {
  return { median: figure, low: figure, high: figure };
}
