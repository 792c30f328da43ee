import { type SimulatedPhone, startWhatsApp, type WhatsAppSimulator } from "#simulators/whatsapp/start-whatsapp.ts";
import { alternate, type Figure, type Piece } from "../measure.ts";
import type { Stage } from "../open-stage.ts";
import { compareRates, type Result } from "../report.ts";
import { type BareBaileys, bareBaileys } from "../stage/bare-baileys.ts";
import { linkPhone, untilConnected } from "../stage/link-phone.ts";
import { strangers, writeInTurn } from "../stage/linked-customers.ts";
import { measureUntil } from "../stage/measure-until.ts";
import { type Besides, openBesides } from "../stage/open-besides.ts";

const customers = 50;
const perPiece = 2_000;

/** One side of the comparison: whatever has the line of a phone. */
interface Side {
  readonly phone: SimulatedPhone;
  /** Ends it in order. */
  leave(): Promise<void>;
  /** Starts it again; resolves when the line is open. */
  comeBack(): Promise<void>;
  /** How many messages it has received, at least since it came back. */
  count(): Promise<number>;
  workers(): readonly number[];
}

/**
 * P13 after an absence: customers write to a phone whose linked device is not running. It is started, and measured is from the moment at
 * which WhatsApp hands out what waited until all of it is committed, against Baileys alone that only counts it in memory. Once with
 * customers who have written before, once with strangers.
 */
export async function receiveAfterAbsence({ effort }: Pick<Stage, "effort">): Promise<Result[]> {
  const whatsapp = await startWhatsApp();
  const besides = await openBesides(whatsapp);
  const bare = bareBaileys(whatsapp);
  try {
    const ours = await linkedToUs(whatsapp, besides);
    const limit = await linkedToBaileys(whatsapp, bare);
    const compare = async (name: string, people: (round: number) => SimulatedPhone[]) =>
      compareRates(
        name,
        await alternate(absences(whatsapp, ours, people), absences(whatsapp, limit, people), effort.pieces),
        0.7,
      );
    const known = strangers(whatsapp, "901", customers);
    return [
      await compare("P13 received after an absence", () => known),
      await compare("P13 the same from strangers", (round) => strangers(whatsapp, `91${round}`, customers)),
    ];
  } finally {
    await bare.close();
    await besides.close();
    await whatsapp.close();
  }
}

function absences(whatsapp: WhatsAppSimulator, side: Side, people: (round: number) => SimulatedPhone[]): Piece {
  let round = 0;
  return async (): Promise<Figure> => {
    await side.leave();
    writeInTurn(people(round), side.phone, perPiece);
    round += 1;
    const handOut = whatsapp.faults.add({ kind: "hold queue", number: side.phone.number });
    await side.comeBack();
    const figure = measureUntil({
      count: side.count,
      from: await side.count(),
      amount: perPiece,
      workers: side.workers(),
    });
    handOut();
    return figure;
  };
}

async function linkedToUs(whatsapp: WhatsAppSimulator, { server, person, stored, postgres }: Besides): Promise<Side> {
  const { phone, channelId } = await linkPhone(whatsapp, person, { number: "4915190000003", name: "Ours" });
  return {
    phone,
    leave: server.stop,
    async comeBack() {
      await server.start();
      await untilConnected(person, [channelId]);
    },
    count: stored,
    workers: () => [server.pid(), postgres],
  };
}

async function linkedToBaileys(whatsapp: WhatsAppSimulator, bare: BareBaileys): Promise<Side> {
  const phone = whatsapp.phone({ number: "4915190000004", name: "Bare" });
  await bare.start(phone);
  return {
    phone,
    leave: bare.stop,
    comeBack: () => bare.start(phone),
    count: bare.received,
    workers: () => [bare.pid()],
  };
}
