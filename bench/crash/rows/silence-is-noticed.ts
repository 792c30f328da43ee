import { listAlerts } from "#contract/alerts.ts";
import { listChannels } from "#contract/channels.ts";
import { untilConnected } from "../../stage/link-phone.ts";
import { meetWriters } from "../../stage/meet-writers.ts";
import { untilSeen } from "../../stage/until-seen.ts";
import type { Verdict } from "../judge.ts";
import { type House, openHouse, type Stage } from "../open-house.ts";

const flipMilliseconds = 60_000;
const alertMilliseconds = 120_000;

/**
 * A service that takes every call and answers none is noticed within a minute, and warned of within two, once; and its recovery, too.
 * The usual scale ends when it is noticed, as nobody is warned before a minute is over.
 */
export async function silenceIsNoticed(stage: Stage): Promise<Verdict> {
  const house = await openHouse(stage, "silence");
  const { messenger } = stage;
  try {
    await meetWriters(messenger, house, { name: "crash_silence", customers: 1 });
    messenger.faults.add({ kind: "silent" });
    const begun = performance.now();
    const flipped = await untilSeen(
      flipMilliseconds,
      begun,
      async () => (await channelOf(house)).status !== "CONNECTED",
    );
    const { status, reason } = await channelOf(house);
    const seen = { "noticed after ms": flipped, status, reason: reason ?? "" };
    const violations = reason === "silent" && status === "DISCONNECTED" ? [] : [`it is shown as ${status} ${reason}`];
    if (!stage.scale.untilAlerts) return { figures: seen, violations: [...violations, ...house.fallen()] };
    const alerted = await untilSeen(alertMilliseconds, begun, async () => (await alertsOf(house)).length > 0);
    messenger.faults.clear();
    await untilConnected(house.person, [(await channelOf(house)).id]);
    const ended = performance.now();
    const told = await untilSeen(alertMilliseconds, ended, async () =>
      (await alertsOf(house)).every(({ endedAt }) => endedAt),
    );
    const alerts = (await alertsOf(house)).length;
    if (alerts !== 1) violations.push(`there are ${alerts} alerts, and must be 1`);
    const figures = { ...seen, "alert after ms": alerted, "end told after ms": told, alerts };
    return { figures, violations: [...violations, ...house.fallen()] };
  } finally {
    messenger.faults.clear();
    await house.close();
  }
}

async function channelOf({ person }: House) {
  const [channel] = (await person.ok(listChannels)).items;
  if (!channel) throw new Error("There is no channel.");
  return channel;
}

async function alertsOf({ person }: House) {
  return (await person.ok(listAlerts)).items;
}
