import { type SimulatedPhone, startWhatsApp } from "#simulators/whatsapp/start-whatsapp.ts";
import { alternate, type Figure, type Piece } from "../measure.ts";
import type { Stage } from "../open-stage.ts";
import { compareRates, type Result } from "../report.ts";
import { bareBaileys } from "../stage/bare-baileys.ts";
import { linkPhone } from "../stage/link-phone.ts";
import { strangers, writeInTurn } from "../stage/linked-customers.ts";
import { measureUntil } from "../stage/measure-until.ts";
import { openBesides } from "../stage/open-besides.ts";

const customers = 50;
const perPiece = 2_000;

/** P13: a burst of messages to a linked phone until all of them are committed, against Baileys alone that only counts them in memory. */
export async function receiveOverLink({ effort }: Pick<Stage, "effort">): Promise<Result[]> {
  const whatsapp = await startWhatsApp();
  const besides = await openBesides(whatsapp);
  const bare = bareBaileys(whatsapp);
  try {
    const people = strangers(whatsapp, "900", customers);
    const { phone } = await linkPhone(whatsapp, besides.person, { number: "4915190000001", name: "Ours" });
    const other = whatsapp.phone({ number: "4915190000002", name: "Bare" });
    await bare.start(other);
    const ours = burst(people, phone, besides.stored, [besides.server.pid(), besides.postgres]);
    const limit = burst(people, other, bare.received, [bare.pid()]);
    return [compareRates("P13 received over a linked phone", await alternate(ours, limit, effort.pieces), 0.7)];
  } finally {
    await bare.close();
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
    const figure = measureUntil({ count, workers, from: await count(), amount: perPiece });
    writeInTurn(people, phone, perPiece);
    return figure;
  };
}
