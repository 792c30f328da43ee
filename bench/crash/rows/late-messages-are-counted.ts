import { setTimeout as pause } from "node:timers/promises";
import { readChannelHistory } from "#contract/channel-history.ts";
import { type ChannelStatus, listChannels, probeChannel } from "#contract/channels.ts";
import { inversionsOf, readLinked, untilStored } from "../../stage/linked-customers.ts";
import { meetWriters, type Writer } from "../../stage/meet-writers.ts";
import { untilDelivered } from "../../stage/until-delivered.ts";
import { untilSeen } from "../../stage/until-seen.ts";
import { countQueue, differences, nothingWrong, type Verdict } from "../judge.ts";
import { type House, openHouse, type Stage } from "../open-house.ts";

const customers = 50;
const patienceMilliseconds = 60_000;

/**
 * What customers wrote while Facebook was away comes in one burst, in batches of which some come twice, and the server is
 * killed in the middle of it; all of it is there, in order, and counted as late.
 */
export async function lateMessagesAreCounted(stage: Stage): Promise<Verdict> {
  const { burst } = stage.scale;
  const house = await openHouse(stage, "late");
  const { messenger } = stage;
  const [server] = house.servers;
  try {
    const writers = await meetWriters(messenger, house, { name: "crash_late", customers });
    const channelId = (await house.person.ok(listChannels)).items[0]?.id ?? "";
    const untilShown = (status: ChannelStatus) =>
      untilSeen(patienceMilliseconds, performance.now(), async () => {
        return (await house.person.ok(probeChannel, { params: { channelId } })).status === status;
      });
    await untilShown("CONNECTED");
    messenger.faults.add({ kind: "held back" });
    messenger.faults.add({ kind: "batched", ms: 1, size: Math.ceil(burst / 10) });
    messenger.faults.add({ kind: "silent" });
    await untilShown("DISCONNECTED");
    const words = await writeAll(writers, burst);
    messenger.faults.clear("silent");
    messenger.faults.add({ kind: "duplicates", copies: 1, probability: 0.3 });
    messenger.faults.clear("held back");
    const early = await untilStored(house.owner, customers + burst / 4, 60);
    await server.kill();
    await server.start();
    await untilShown("CONNECTED");
    const undelivered = await untilDelivered(house, 60);
    const threads = (await readLinked(house.person)).map((thread) => thread.filter((said) => said !== "hello"));
    const sent = { words: new Set(words), acknowledged: new Set(words), unclear: new Set<string>() };
    const late = await lateOf(house, channelId, burst);
    const count = { ...countQueue(sent, threads.flat()), inversions: inversionsOf(threads), undelivered, late };
    const promised = { ...nothingWrong, stored: burst, inversions: 0, undelivered: 0, late: burst };
    const figures = { ...count, "stored at the kill": early - customers };
    return { figures, violations: [...differences(count, promised), ...house.fallen()] };
  } finally {
    messenger.faults.clear();
    await house.close();
  }
}

/** Facebook tells times in milliseconds: what a customer writes within one has no order. */
async function writeAll(writers: readonly Writer[], count: number): Promise<string[]> {
  const words: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const writer = writers[index % writers.length];
    words.push(`late message ${index}`);
    writer?.customer.write(writer.page, `late message ${index}`);
    if (index % writers.length === 0) await pause(3);
  }
  return words;
}

/**
 * Late messages are counted once no more come. Resolves with what was counted at last, for others to judge: of the outage that has most,
 * as a busy machine may add a short one of its own.
 */
async function lateOf({ person }: House, channelId: string, expected: number): Promise<number> {
  const deadline = performance.now() + patienceMilliseconds;
  for (;;) {
    const { outages } = await person.ok(readChannelHistory, { params: { channelId }, query: { timeZone: "UTC" } });
    const late = Math.max(0, ...outages.map(({ lateMessages }) => lateMessages));
    if (late === expected || performance.now() > deadline) return late;
    await pause(200);
  }
}
