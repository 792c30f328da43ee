import type { OpenDoor } from "../../stage/door.ts";
import { inParallel } from "../../stage/in-parallel.ts";
import { readInbox } from "../../stage/read-inbox.ts";
import { differences, type Verdict } from "../judge.ts";
import { openHouse, type Stage } from "../open-house.ts";

const pictures = 10;

/** R4: the pictures of a stranger's first album, delivered at once, make one contact and one conversation. */
export async function firstMessagesMakeOneContact(stage: Stage, openDoor: OpenDoor, name: string): Promise<Verdict> {
  const contacts = stage.scale.newContacts;
  // Without the role of the worker nobody fetches the pictures, which do not exist.
  const house = await openHouse(stage, name, { servers: 2, env: { ROLE: "web,channels" } });
  try {
    const door = await openDoor(stage, house, `crash_${name}`);
    const addresses = house.servers.map(({ address }) => address);
    let refused = 0;
    await inParallel(4, [...Array(contacts).keys()], async (contact) => {
      const album = Array.from({ length: pictures }, (_, picture) => {
        const number = contact * pictures + picture + 1;
        return door.picture({ number, customer: contact, text: `r4 picture ${picture}` }, addresses[picture % 2]);
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
