import { setTimeout as pause } from "node:timers/promises";
import { startWhatsApp } from "#simulators/whatsapp/start-whatsapp.ts";
import { spread } from "../measure.ts";
import type { Stage } from "../open-stage.ts";
import { compareBound, type Result } from "../report.ts";
import { linkPhone } from "../stage/link-phone.ts";
import { openBesides } from "../stage/open-besides.ts";
import { processorSeconds } from "../stage/processor-time.ts";
import { residentMegabytes } from "../stage/resident-megabytes.ts";

const numbers = 20;
const idleSeconds = 20;

/** P13: what each of 20 linked numbers holds in memory and needs of a core while nobody writes. The first brings the protocol with it. */
export async function carryNumbers(_stage: Pick<Stage, "effort">): Promise<Result[]> {
  const whatsapp = await startWhatsApp();
  const besides = await openBesides(whatsapp);
  const { server } = besides;
  const link = (index: number) =>
    linkPhone(whatsapp, besides.person, {
      number: `49151900${String(index).padStart(5, "0")}`,
      name: `Number ${index}`,
    });
  try {
    await link(0);
    await pause(5_000);
    const before = residentMegabytes(server.pid());
    for (let index = 1; index <= numbers; index += 1) await link(index);
    await pause(5_000);
    const megabytes = (residentMegabytes(server.pid()) - before) / numbers;
    const used = processorSeconds([server.pid()]);
    await pause(idleSeconds * 1000);
    const percent = ((processorSeconds([server.pid()]) - used) / idleSeconds / (numbers + 1)) * 100;
    return [
      compareBound("P13 memory of a linked number", spread([megabytes]), 10, "MB"),
      compareBound("P13 processor of an idle linked number", spread([percent]), 1, "% of a core"),
    ];
  } finally {
    await besides.close();
    await whatsapp.close();
  }
}
