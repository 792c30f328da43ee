import {
  type Correspondent,
  meetCustomers,
  reply,
  untilNothingWaits,
  whatArrived,
} from "../../stage/write-to-customers.ts";
import { differences, type Verdict } from "../judge.ts";
import { openHouse, type Stage } from "../open-house.ts";
import { sendUntilTaken } from "../send-until-taken.ts";

const customers = 20;
const limited = 5;
const repliesEach = 5;
const retryAfter = 3;

/** R10: a chat that the service asks to leave alone for some seconds is left alone, the others are not, and nothing is lost. */
export async function limitsAreObeyed(stage: Stage): Promise<Verdict> {
  const house = await openHouse(stage, "r10");
  const { telegram } = stage;
  try {
    const correspondents = await meetCustomers(stage.telegram, house.person, { name: "crash_r10", bots: 1, customers });
    const slow = correspondents.slice(0, limited);
    const from = telegram.requests.length;
    for (const { customer } of slow) {
      telegram.faults.add({ kind: "too many requests", retryAfter, method: "sendMessage", chatId: customer.id });
    }
    const parcels = Array.from({ length: repliesEach }, (_, turn) =>
      correspondents.map((to) => {
        const words = `r10 reply ${turn} to ${to.customer.firstName}`;
        return { words, send: () => reply(house.person, to, words) };
      }),
    ).flat();
    await sendUntilTaken(parcels, 1).done;
    await untilNothingWaits(house.owner, 60);
    const callsTo = ({ customer }: Correspondent) =>
      telegram.requests.slice(from).filter(({ method, chatId }) => method === "sendMessage" && chatId === customer.id);
    const arrived = whatArrived(correspondents).flat();
    const others = correspondents.slice(limited).map((to) => longestGap(callsTo(to).map(({ at }) => at)));
    const figures = {
      sent: parcels.length,
      arrived: arrived.length,
      lost: parcels.filter(({ words }) => !arrived.includes(words)).length,
      "calls too early": slow.reduce((sum, to) => sum + tooEarly(callsTo(to)), 0),
      "chats asked to wait": slow.filter((to) => callsTo(to).some(({ errorCode }) => errorCode === 429)).length,
      "longest pause of the others ms": Math.round(Math.max(...others)),
    };
    const promised = { arrived: parcels.length, lost: 0, "calls too early": 0, "chats asked to wait": limited };
    const violations = [...differences(figures, promised), ...house.fallen()];
    if (Math.max(...others) >= retryAfter * 1000) violations.push("chats that nobody limited were held up");
    return { figures, violations };
  } finally {
    telegram.faults.clear();
    await house.close();
  }
}

/** Calls between a 429 and the end of the pause that it asked for. */
function tooEarly(calls: readonly { at: number; errorCode: number | undefined }[]): number {
  const refused = calls.filter(({ errorCode }) => errorCode === 429);
  return calls.filter(({ at }) => refused.some((limit) => at > limit.at && at < limit.at + retryAfter * 1000)).length;
}

function longestGap(times: readonly number[]): number {
  return Math.max(0, ...times.slice(1).map((time, index) => time - (times[index] ?? time)));
}
