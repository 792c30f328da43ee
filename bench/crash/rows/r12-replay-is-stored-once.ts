import type { SimulatedPhone } from "#simulators/whatsapp/start-whatsapp.ts";
import { linkPhone, untilConnected } from "../../stage/link-phone.ts";
import { inversionsOf, readLinked, strangers, untilStored } from "../../stage/linked-customers.ts";
import { countQueue, differences, nothingWrong, type Verdict } from "../judge.ts";
import { openHouse, type Stage } from "../open-house.ts";

const customers = 50;

/**
 * R12: what waited while the server was away is stored once and in order, though some of it is delivered twice, and so is what was
 * written on the phone itself meanwhile. Its rate is that of a burst.
 */
export async function replayIsStoredOnce({ whatsapp, ...stage }: Stage): Promise<Verdict> {
  const { replayed } = stage.scale;
  const house = await openHouse({ whatsapp, ...stage }, "r12");
  const [server] = house.servers;
  try {
    const { phone, channelId } = await linkPhone(whatsapp, house.person, {
      number: "4915112000000",
      name: "Ortiz Shop",
    });
    const people = strangers(whatsapp, "12", customers);
    await server.kill();
    const words = writeAll(phone, people, replayed);
    whatsapp.faults.add({ kind: "duplicate", how: "same bytes", probability: 0.15 });
    whatsapp.faults.add({ kind: "duplicate", how: "encrypted again", probability: 0.15 });
    await server.start();
    await untilConnected(house.person, [channelId]);
    const begun = performance.now();
    await untilStored(house.owner, words.length, 120);
    const perSecond = Math.round((words.length * 1000) / (performance.now() - begun));
    const threads = await readLinked(house.person);
    const sent = { words: new Set(words), acknowledged: new Set(words), unclear: new Set<string>() };
    const figures = { ...countQueue(sent, threads.flat()), inversions: inversionsOf(threads), "a second": perSecond };
    const promised = { ...nothingWrong, stored: words.length, inversions: 0 };
    return { figures, violations: [...differences(figures, promised), ...house.fallen()] };
  } finally {
    whatsapp.faults.clear();
    await house.close();
  }
}

/** One message in ten is written on the company's own phone. */
function writeAll(phone: SimulatedPhone, people: readonly SimulatedPhone[], count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const words = `r12 message ${index}`;
    const person = people[index % people.length];
    if (!person) throw new Error("There is nobody to write.");
    if (Math.floor(index / people.length) % 10 === 9) phone.write(person, words);
    else person.write(phone, words, { as: index % 2 ? "lid" : "pn" });
    return words;
  });
}
