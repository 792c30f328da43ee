import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { type SimulatedPhone, startWhatsApp } from "#simulators/whatsapp/start-whatsapp.ts";
import { alternate, type Figure, type Piece } from "../measure.ts";
import type { Stage } from "../open-stage.ts";
import { compareRates, type Result } from "../report.ts";
import { linkPhone } from "../stage/link-phone.ts";
import { strangers } from "../stage/linked-customers.ts";
import { openBesides } from "../stage/open-besides.ts";
import { processorSeconds } from "../stage/processor-time.ts";
import { type Child, startChild } from "../stage/start-child.ts";

const customers = 50;
const perPiece = 2_000;
const patienceMilliseconds = 120_000;

/** P13: a burst of messages to a linked phone until all of them are committed, against Baileys alone that only counts them in memory. */
export async function receiveOverLink({ effort }: Pick<Stage, "effort">): Promise<Result[]> {
  const whatsapp = await startWhatsApp();
  const besides = await openBesides(whatsapp);
  const script = join(import.meta.dirname, "../limits/bare-baileys.ts");
  const bare = await startChild({ script, args: [whatsapp.webSocketUrl, whatsapp.rootKey] });
  try {
    const people = strangers(whatsapp, "900", customers);
    const { phone } = await linkPhone(whatsapp, besides.person, { number: "4915190000001", name: "Ours" });
    const other = await linkBare(bare, whatsapp.phone({ number: "4915190000002", name: "Bare" }));
    const stored = async () => Number((await besides.owner.query("select count(*) from messages")).rows[0]?.count);
    const ours = burst(people, phone, stored, [besides.server.pid, besides.postgres]);
    const limit = burst(people, other, () => receivedBy(bare), [bare.pid]);
    return [compareRates("P13 received over a linked phone", await alternate(ours, limit, effort.pieces), 0.7)];
  } finally {
    await bare.kill();
    await besides.close();
    await whatsapp.close();
  }
}

function burst(
  people: readonly SimulatedPhone[],
  phone: SimulatedPhone,
  count: () => Promise<number>,
  workers: readonly number[],
): Piece {
  return async (): Promise<Figure> => {
    const before = await count();
    const used = processorSeconds(workers);
    const begun = performance.now();
    for (let index = 0; index < perPiece; index += 1) people[index % customers]?.write(phone, `burst ${index}`);
    while ((await count()) < before + perPiece) {
      if (performance.now() - begun > patienceMilliseconds) throw new Error("The burst did not arrive whole.");
      await pause(5);
    }
    const seconds = (performance.now() - begun) / 1000;
    return { perSecond: perPiece / seconds, perProcessorSecond: perPiece / (processorSeconds(workers) - used) };
  };
}

const state = z.object({ received: z.number(), isOpen: z.boolean() });

async function receivedBy({ address }: Child): Promise<number> {
  return state.parse(await (await fetch(`${address}/received`)).json()).received;
}

async function linkBare({ address }: Child, phone: SimulatedPhone): Promise<SimulatedPhone> {
  const read = async (path: string): Promise<unknown> => (await fetch(`${address}/${path}`)).json();
  for (const deadline = performance.now() + 20_000; performance.now() < deadline; await pause(50)) {
    const { code } = z.object({ code: z.string() }).parse(await read("code"));
    if (code && phone.devices().length === 0) await phone.scan(code);
    if (state.parse(await read("received")).isOpen) return phone;
  }
  throw new Error("Baileys alone was not linked within 20 s.");
}
