import { createHash } from "node:crypto";
import { sampleMedia } from "#simulators/whatsapp/media/samples.ts";
import type { SimulatedPhone, WhatsAppSimulator } from "#simulators/whatsapp/start-whatsapp.ts";
import { company } from "./company.ts";

/** Who has WhatsApp in the demo: the company, whose phone is linked by the visitor, and three who write to it. */
export interface WhatsAppPhones {
  readonly company: SimulatedPhone;
  readonly customers: readonly SimulatedPhone[];
}

/** Lines of former days: from whom, how many hours ago, what. */
type Past = readonly (readonly ["customer" | "company", number, string])[];

const people: readonly { number: string; name: string; past: Past }[] = [
  {
    number: "+49 30 23125 118",
    name: "Paula Thiele",
    past: [
      ["customer", 76, "Guten Tag, haben Sie die Sol-Teller auch in Sand?"],
      ["company", 75, "Guten Tag Frau Thiele, ja, sechs Stück sind da. Sollen wir sie zurücklegen?"],
      ["customer", 74, "Sehr gern, ich komme am Samstag vorbei."],
    ],
  },
  {
    number: "+44 7700 900 314",
    name: "Rory Quinn",
    past: [
      ["customer", 30, "Do you repair vases? A friend knocked over my Alba."],
      ["company", 29, "We do, if the pieces are all there. Send us a picture when you can."],
    ],
  },
  {
    number: "+34 600 555 271",
    name: "Marta Ibáñez",
    past: [
      ["customer", 6, "Hola, ¿hacéis envíos a Sevilla?"],
      ["company", 5, "Hola Marta, sí, tarda unos cuatro días."],
    ],
  },
];

const hour = 3_600_000;

/**
 * Puts the phones and what they remember of the time before `begun` in place: the same at every start, so that a phone that is linked
 * again tells nothing twice, and in the same order, since LIDs are drawn from the seed.
 */
export function fillWhatsApp(whatsapp: WhatsAppSimulator, begun: Date): WhatsAppPhones {
  const shop = whatsapp.phone(company.whatsapp);
  const customers = people.map(({ number, name, past }) => {
    const phone = whatsapp.phone({ number, name });
    const letters = past.map(([from, hours, text]) => ({
      id: createHash("sha256").update(`${number} ${text}`).digest("hex").slice(0, 32).toUpperCase(),
      fromMe: from === "company",
      text,
      at: new Date(begun.getTime() - hours * hour),
    }));
    shop.rememberPast(phone, letters);
    return phone;
  });
  return { company: shop, customers };
}

/** As soon as the company's phone is linked for the first time, its customers have something to say. */
export function writeWhenLinked(whatsapp: WhatsAppSimulator, { company: shop, customers }: WhatsAppPhones): void {
  let hasBegun = shop.devices().length > 0;
  whatsapp.watch(() => {
    const isOpen = whatsapp.connections().some(({ number, stage }) => number === shop.number && stage === "open");
    if (hasBegun || !isOpen) return;
    hasBegun = true;
    void writeToday(shop, customers);
  });
}

async function writeToday(shop: SimulatedPhone, [paula, rory, marta]: readonly SimulatedPhone[]): Promise<void> {
  rory?.sendImage(shop, { ...(await sampleMedia("image")), caption: "All three pieces are here. Is there hope?" });
  paula?.write(shop, "Ich stehe vor der Tür, haben Sie schon offen?");
  marta?.sendVoice(shop, await sampleMedia("voice"));
  marta?.write(shop, "Perdón por el audio, ¿podéis mandarlo hoy?");
}
