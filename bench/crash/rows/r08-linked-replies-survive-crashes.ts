import type { SimulatedPhone } from "#simulators/whatsapp/start-whatsapp.ts";
import { inParallel } from "../../stage/in-parallel.ts";
import { type LinkedPhone, linkPhone } from "../../stage/link-phone.ts";
import { strangers, untilStored } from "../../stage/linked-customers.ts";
import { readInbox } from "../../stage/read-inbox.ts";
import { sendReply, untilNothingWaits } from "../../stage/write-to-customers.ts";
import { crashAlong } from "../crash-along.ts";
import { differences, timesOf, type Verdict } from "../judge.ts";
import { type House, openHouse, type Stage } from "../open-house.ts";
import { sendUntilTaken } from "../send-until-taken.ts";

// A number sends a message every few seconds at most, so it takes many numbers to have much under way.
const numbers = 20;
const customersOfEach = 5;
const lostAcks = 0.05;

/** R8 for linked phones: a reply shows on the customer's phone once, whatever became of its acknowledgement or the server. */
export async function linkedRepliesSurviveCrashes(stage: Stage): Promise<Verdict> {
  const { linkedReplies: replies, linkedReplyKills: kills } = stage.scale;
  const { whatsapp } = stage;
  const house = await openHouse(stage, "r8w");
  try {
    const linked: LinkedPhone[] = [];
    await inParallel(2, [...Array(numbers).keys()], async (index) => {
      const company = { number: `49151080000${String(index).padStart(2, "0")}`, name: `Shop ${index}` };
      linked.push(await linkPhone(whatsapp, house.person, company));
    });
    const people = strangers(whatsapp, "8", numbers * customersOfEach);
    const pairs = people.map((person, index) => ({ person, phone: linked[index % numbers]?.phone }));
    for (const { person, phone } of pairs) if (phone) person.write(phone, "hello");
    await untilStored(house.owner, people.length, 30);
    const threads = await readInbox(house.person);
    const conversationOf = new Map(threads.map(({ conversation }) => [conversation.contact.name, conversation.id]));
    const parcels = Array.from({ length: replies }, (_, index) => {
      const to = pairs[index % pairs.length]?.person;
      const words = `r8w reply ${index}`;
      return { words, send: () => sendReply(house.person, conversationOf.get(to?.name ?? "") ?? "", words) };
    });
    whatsapp.faults.add({ kind: "swallow ack", probability: lostAcks });
    let over = false;
    const arrived = () => whatArrived(pairs);
    const plan = { seed: 108, total: replies, kills, progress: () => arrived().length, isOver: () => over };
    const crashing = crashAlong(plan, house.servers[0], stage.cluster);
    await sendUntilTaken(parcels).done;
    await untilNothingWaits(house.owner, 300);
    over = true;
    const { kills: killed } = await crashing;
    const figures = { ...(await judgeReplies(house.person, parcels, arrived())), kills: killed };
    const promised = { lost: 0, duplicated: 0, unknown: 0, kills };
    return { figures, violations: [...differences(figures, promised), ...house.fallen()] };
  } finally {
    whatsapp.faults.clear();
    await house.close();
  }
}

async function judgeReplies(person: House["person"], sent: readonly { words: string }[], arrived: readonly string[]) {
  const times = timesOf(arrived);
  const states = (await readInbox(person)).flatMap(({ messages }) =>
    messages.filter(({ direction }) => direction === "outbound").map(({ state }) => state),
  );
  return {
    sent: sent.length,
    arrived: arrived.length,
    lost: sent.filter(({ words }) => !times.has(words)).length,
    duplicated: arrived.length - times.size,
    unknown: states.filter((state) => state === "unknown" || state === "refused").length,
  };
}

function whatArrived(pairs: readonly { person: SimulatedPhone; phone: SimulatedPhone | undefined }[]): string[] {
  return pairs.flatMap(({ person, phone }) =>
    phone ? person.thread(phone).flatMap(({ fromMe, text }) => (fromMe ? [] : [text])) : [],
  );
}
