import { listAlerts } from "#contract/alerts.ts";
import { type Channel, listChannels } from "#contract/channels.ts";
import { connectBot } from "../../stage/connect-bot.ts";
import { connectPage } from "../../stage/connect-page.ts";
import { linkPhone, untilConnected } from "../../stage/link-phone.ts";
import { untilSeen } from "../../stage/until-seen.ts";
import type { Verdict } from "../judge.ts";
import { type House, openHouse, type Stage } from "../open-house.ts";

const flipMilliseconds = 60_000;
const alertMilliseconds = 120_000;

/**
 * A service that takes every call and answers none is noticed within a minute, and warned of within two, once; and its recovery, too: for
 * every kind, by the times that hold outside of tests. The usual scale ends when it is noticed, as nobody is warned before a minute is
 * over, and leaves out linked phones, of which it takes longest.
 */
export async function silenceIsNoticed(stage: Stage): Promise<Verdict> {
  const { untilAlerts } = stage.scale;
  const house = await openHouse(stage, "silence");
  try {
    await connectBot(stage.telegram, house.person, "crash_silence");
    await connectPage(stage.messenger, house, "crash_silence");
    if (untilAlerts) await linkPhone(stage.whatsapp, house.person, { number: "4915117000000", name: "Ortiz Shop" });
    const ids = (await channelsOf(house)).map(({ id }) => id);
    await untilConnected(house.person, ids);
    fallSilent(stage);
    const begun = performance.now();
    const noticed = await Promise.all(ids.map((id) => untilNoticed(house, id, begun)));
    const figures = Object.fromEntries(noticed.map(({ what, milliseconds }) => [what, milliseconds]));
    const violations = noticed.flatMap(({ violation }) => violation ?? []);
    if (!untilAlerts) return { figures, violations: [...violations, ...house.fallen()] };
    const alerted = await untilSeen(alertMilliseconds, begun, async () => (await alertsOf(house)).length >= ids.length);
    speakAgain(stage);
    await untilConnected(house.person, ids);
    const ended = performance.now();
    const told = await untilSeen(alertMilliseconds, ended, async () =>
      (await alertsOf(house)).every(({ endedAt }) => endedAt),
    );
    const alerts = (await alertsOf(house)).length;
    if (alerts !== ids.length) violations.push(`there are ${alerts} alerts, and must be ${ids.length}`);
    const all = { ...figures, "alerts after ms": alerted, "ends told after ms": told, alerts };
    return { figures: all, violations: [...violations, ...house.fallen()] };
  } finally {
    speakAgain(stage);
    await house.close();
  }
}

function fallSilent({ telegram, messenger, whatsapp }: Stage): void {
  telegram.faults.add({ kind: "silent" });
  messenger.faults.add({ kind: "silent" });
  whatsapp.faults.add({ kind: "silent", stage: "open" });
  whatsapp.faults.add({ kind: "silent", stage: "login" });
}

function speakAgain({ telegram, messenger, whatsapp }: Stage): void {
  for (const { faults } of [telegram, messenger, whatsapp]) faults.clear();
}

/** As a person sees it, and rejects when they do not within a minute. */
async function untilNoticed(house: House, channelId: string, begun: number) {
  let channel: Channel | undefined;
  const milliseconds = await untilSeen(flipMilliseconds, begun, async () => {
    channel = (await channelsOf(house)).find(({ id }) => id === channelId);
    return channel?.status !== "CONNECTED";
  });
  const { kind, status, reason } = channel ?? { kind: "it", status: "gone", reason: null };
  const isSilent = status === "DISCONNECTED" && reason === "silent";
  const violation = isSilent ? null : `${kind} is shown as ${status} ${reason}`;
  return { what: `${kind} noticed after ms`, milliseconds, violation };
}

async function channelsOf({ person }: House) {
  return (await person.ok(listChannels)).items;
}

async function alertsOf({ person }: House) {
  return (await person.ok(listAlerts)).items;
}
