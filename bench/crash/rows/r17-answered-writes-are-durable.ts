import { pauseChannel } from "#contract/channels.ts";
import { readInbox, wordsOf } from "../../stage/read-inbox.ts";
import { meetCustomers, reply } from "../../stage/write-to-customers.ts";
import { countQueue, differences, nothingWrong, type Verdict } from "../judge.ts";
import { openHouse, type Stage } from "../open-house.ts";
import { sendUntilTaken } from "../send-until-taken.ts";

const customers = 100;

/** R17: what was answered 201 is there after the server is killed and PostgreSQL stopped at once. */
export async function answeredWritesAreDurable(stage: Stage): Promise<Verdict> {
  const writes = stage.scale.durableWrites;
  const house = await openHouse(stage, "r17");
  const [server] = house.servers;
  try {
    const correspondents = await meetCustomers(stage.telegram, house.person, { name: "crash_r17", bots: 1, customers });
    // Paused, so that the replies stay where they are.
    for (const channelId of new Set(correspondents.map(({ bot }) => bot.channelId))) {
      await house.person.ok(pauseChannel, { params: { channelId } });
    }
    const parcels = Array.from({ length: writes }, (_, index) => {
      const to = correspondents[index % customers];
      if (!to) throw new Error("There are no customers.");
      const words = `r17 write ${index}`;
      return { words, send: () => reply(house.person, to, words) };
    });
    const sent = await sendUntilTaken(parcels).done;
    await Promise.all([server.kill(), stage.cluster.crash()]);
    await stage.cluster.start();
    await server.start();
    const threads = await readInbox(house.person);
    const outbound = threads.flatMap(({ messages }) => messages.filter(({ direction }) => direction === "outbound"));
    const figures = { ...countQueue(sent, outbound.map(wordsOf)), acknowledged: sent.acknowledged.size };
    return { figures, violations: [...differences(figures, { ...nothingWrong, stored: writes }), ...house.fallen()] };
  } finally {
    await house.close();
  }
}
