import { connectBot } from "../../stage/connect-bot.ts";
import { albumUpdate, deliverUpdate } from "../../stage/deliver-update.ts";
import { inParallel } from "../../stage/in-parallel.ts";
import { readInbox } from "../../stage/read-inbox.ts";
import { differences, type Verdict } from "../judge.ts";
import { openHouse, type Stage } from "../open-house.ts";

const pictures = 10;

/** R4: the pictures of a stranger's first album, delivered at once, make one contact and one conversation. */
export async function firstMessagesMakeOneContact(stage: Stage): Promise<Verdict> {
  const contacts = stage.scale.newContacts;
  // Without the role of the worker nobody fetches the pictures, which do not exist.
  const house = await openHouse(stage, "r4", { servers: 2, env: { ROLE: "web,channels" } });
  try {
    const { hook } = await connectBot(stage.telegram, house.person, "crash_r4");
    if (!hook) throw new Error("The channel polls, and should be delivered to.");
    const addresses = house.servers.map(({ address }) => address);
    let refused = 0;
    await inParallel(4, [...Array(contacts).keys()], async (contact) => {
      const album = Array.from({ length: pictures }, (_, picture) => {
        const number = contact * pictures + picture + 1;
        const text = `r4 picture ${picture}`;
        const update = albumUpdate({ updateId: number, messageId: number, customerId: 730_000 + contact, text });
        return deliverUpdate(hook, update, addresses[picture % 2]);
      });
      for (const status of await Promise.all(album)) if (status >= 300) refused += 1;
    });
    const threads = await readInbox(house.person);
    const { rows } = await house.owner.query<{ contacts: number; identities: number }>(
      "select (select count(*)::int from contacts) as contacts, (select count(*)::int from identities) as identities",
    );
    const messages = threads.reduce((sum, thread) => sum + thread.messages.length, 0);
    const counted = { contacts: rows[0]?.contacts ?? 0, identities: rows[0]?.identities ?? 0 };
    const figures = { sent: contacts * pictures, refused, ...counted, conversations: threads.length, messages };
    const promised = {
      refused: 0,
      contacts,
      identities: contacts,
      conversations: contacts,
      messages: contacts * pictures,
    };
    return { figures, violations: [...differences(figures, promised), ...house.fallen()] };
  } finally {
    await house.close();
  }
}
