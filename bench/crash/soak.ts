import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { startMessenger } from "#simulators/messenger/start-messenger.ts";
import { startTelegram } from "#simulators/telegram/start-telegram.ts";
import { startWhatsApp } from "#simulators/whatsapp/start-whatsapp.ts";
import { spread } from "../measure.ts";
import { linkPhone } from "../stage/link-phone.ts";
import { strangers, untilStored } from "../stage/linked-customers.ts";
import { makeCluster } from "../stage/make-cluster.ts";
import { residentMegabytes } from "../stage/resident-megabytes.ts";
import { openHouse } from "./open-house.ts";
import { usual } from "./scale.ts";

const customers = 50;
const perSecond = 20;
const mostGrowth = 0.1;
// One sample of memory for so many messages.
const perSample = 5 * perSecond;
const patienceSeconds = 120;

/**
 * `npm run test:soak [-- --minutes 60]`: customers write to a linked phone at a steady pace. Ends with 1 when a message is missing or the
 * memory of the server grew by more than a tenth, the first quarter of the time left out as it fills caches.
 */
async function soak(minutes: number): Promise<boolean> {
  const [telegram, whatsapp, messenger] = await Promise.all([startTelegram(), startWhatsApp(), startMessenger()]);
  const cluster = await makeCluster();
  const house = await openHouse({ cluster, telegram, whatsapp, messenger, scale: usual }, "soak");
  try {
    const { phone } = await linkPhone(whatsapp, house.person, { number: "4915180000000", name: "Ortiz Shop" });
    const people = strangers(whatsapp, "80", customers);
    const count = minutes * 60 * perSecond;
    const samples: number[] = [];
    const begun = performance.now();
    for (let index = 0; index < count; index += 1) {
      await pause(Math.max(0, begun + (index * 1000) / perSecond - performance.now()));
      people[index % customers]?.write(phone, `soak ${index}`);
      if (index % perSample > 0) continue;
      // On a machine that has too much else to do, what waits would be taken for what is kept.
      await untilStored(house.owner, index - perSample, patienceSeconds);
      samples.push(residentMegabytes(house.servers[0].pid()));
    }
    const stored = await untilStored(house.owner, count, patienceSeconds);
    const growth = growthOf(samples);
    console.log(
      `Soak: ${minutes} min, ${count} messages, ${count - stored} missing, memory ${shown(samples)} MB, grown ${(growth * 100).toFixed(1)} %.`,
    );
    return stored === count && growth <= mostGrowth;
  } finally {
    await house.close();
    await Promise.all([telegram.close(), whatsapp.close(), messenger.close()]);
    await cluster.remove();
  }
}

/** How much higher the last quarter lies than the second. */
function growthOf(samples: readonly number[]): number {
  const quarter = Math.floor(samples.length / 4);
  const early = spread(samples.slice(quarter, 2 * quarter)).median;
  return spread(samples.slice(-quarter)).median / early - 1;
}

function shown(samples: readonly number[]): string {
  const { low, median, high } = spread(samples);
  return `${low.toFixed(0)} to ${high.toFixed(0)} (median ${median.toFixed(0)})`;
}

const { values } = parseArgs({ options: { minutes: { type: "string", default: "10" } } });
soak(Number(values.minutes)).then(
  (held) => process.exit(held ? 0 : 1),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
