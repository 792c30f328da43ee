import { setTimeout as pause } from "node:timers/promises";
import { connectBot } from "../../stage/connect-bot.ts";
import { connectPage } from "../../stage/connect-page.ts";
import { linkPhone } from "../../stage/link-phone.ts";
import { readLinked, strangers, untilStored } from "../../stage/linked-customers.ts";
import { countQueue, differences, nothingWrong, type Verdict } from "../judge.ts";
import { type House, openHouse, type Stage } from "../open-house.ts";

const takeOverMilliseconds = 15_000;
const number = "4915114000000";

/** A channel whose line one of the servers holds. */
interface Held {
  readonly kind: string;
  /** Whether its service has since then seen a server open the line, or ask about it. */
  isBack(since: number): boolean;
  /** A customer writes. */
  write(words: string): void;
}

/**
 * R14: of two servers, each on a machine of its own, one holds the lines of a number, a bot and a page; when it is killed, the other has
 * them within 15 s, never both, and nothing is lost or there twice.
 */
export async function oneLinePerNumber(stage: Stage): Promise<Verdict> {
  const { takeOvers } = stage.scale;
  const house = await openHouse(stage, "r14", { servers: 2, apart: true });
  const watch = watchMost(() => openLines(stage).length);
  try {
    // Whoever is alone holds everything.
    await house.servers[1]?.kill();
    const channels = await connectAll(stage, house);
    await house.servers[1]?.start();
    const words: string[] = [];
    const say = (what: string) => {
      for (const { kind, write } of channels) {
        words.push(`r14 ${kind} ${what}`);
        write(`r14 ${kind} ${what}`);
      }
    };
    const took: [kind: string, milliseconds: number][] = [];
    for (let turn = 0; turn < takeOvers; turn += 1) {
      say(`before ${turn}`);
      const server = house.servers[turn % 2] ?? house.servers[0];
      const former = await holdersOf(house);
      await server.kill();
      const begun = now();
      say(`after ${turn}`);
      took.push(...(await takeOversOf(channels, begun)));
      if ((await holdersOf(house)).some((holder) => former.includes(holder)))
        throw new Error("A lease is still that of the server that was killed, or had been that of both.");
      await server.start();
    }
    // What came of a customer earlier is stored before their last word.
    say("at last");
    await untilStored(house.owner, words.length, 60);
    const sent = { words: new Set(words), acknowledged: new Set(words), unclear: new Set<string>() };
    const count = countQueue(sent, (await readLinked(house.person)).flat());
    return verdictOf(count, took, takeOvers, watch.most(), house.fallen());
  } finally {
    watch.stop();
    await house.close();
  }
}

function verdictOf(
  count: ReturnType<typeof countQueue>,
  took: readonly (readonly [kind: string, milliseconds: number])[],
  takeOvers: number,
  most: number,
  fallen: readonly string[],
): Verdict {
  const slowest = [...Map.groupBy(took, ([kind]) => kind)].map(
    ([kind, times]) => [`slowest for ${kind} ms`, Math.max(...times.map(([, milliseconds]) => milliseconds))] as const,
  );
  const judged = { ...count, "take-overs": took.length, "most lines at once": most };
  const promised = { ...nothingWrong, stored: count.sent, "take-overs": takeOvers * 3, "most lines at once": 1 };
  const violations = [...differences(judged, promised), ...fallen];
  for (const [what, milliseconds] of slowest) {
    if (milliseconds > takeOverMilliseconds)
      violations.push(`${what} is ${milliseconds}, and must not be above 15,000`);
  }
  return { figures: { ...judged, ...Object.fromEntries(slowest) }, violations };
}

async function connectAll(stage: Stage, house: House): Promise<Held[]> {
  const { telegram, messenger, whatsapp } = stage;
  const { bot } = await connectBot(telegram, house.person, "crash_r14");
  const page = await connectPage(messenger, house, "crash_r14");
  const { phone } = await linkPhone(whatsapp, house.person, { number, name: "Ortiz Shop" });
  const [ana] = strangers(whatsapp, "14", 1);
  const ben = telegram.customer({ firstName: "Ben" });
  const eva = messenger.customer({ firstName: "Eva", lastName: "Ruiz" });
  const isAsked = (requests: readonly { at: number; method: string }[], what: RegExp, since: number) =>
    (requests.findLast(({ method }) => what.test(method))?.at ?? 0) > since;
  return [
    {
      kind: "whatsapp",
      isBack: (since) => openLines(stage).some((opened) => opened > since),
      write: (words) => void ana?.write(phone, words),
    },
    {
      kind: "telegram",
      isBack: (since) => isAsked(telegram.requests, /webhookinfo/i, since),
      write: (words) => void ben.write(bot, words),
    },
    {
      kind: "messenger",
      isBack: (since) => isAsked(messenger.requests, /subscribed_apps/, since),
      write: (words) => void eva.write(page, words),
    },
  ];
}

/** Since when each line is open. */
function openLines({ whatsapp }: Stage): number[] {
  return whatsapp
    .connections()
    .filter((line) => line.number === number && line.stage === "open")
    .map(({ since }) => Number(since));
}

/** How long each line was away; one that is not back in twice the time is not told of. */
async function takeOversOf(channels: readonly Held[], begun: number): Promise<Map<string, number>> {
  const took = new Map<string, number>();
  while (took.size < channels.length && now() - begun < 2 * takeOverMilliseconds) {
    await pause(20);
    for (const { kind, isBack } of channels) {
      if (!took.has(kind) && isBack(begun)) took.set(kind, Math.round(now() - begun));
    }
  }
  return took;
}

async function holdersOf({ owner }: House): Promise<string[]> {
  const { rows } = await owner.query<{ holder: string }>("select distinct holder::text from channel_leases");
  return rows.map(({ holder }) => holder);
}

/** By the clock that the simulators write their notes with. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

function watchMost(count: () => number) {
  let most = 0;
  const timer = setInterval(() => {
    most = Math.max(most, count());
  }, 5);
  return { most: () => most, stop: () => clearInterval(timer) };
}
