import { setTimeout as pause } from "node:timers/promises";
import type { Message } from "#contract/messages.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import { linkPhone, untilConnected } from "../../stage/link-phone.ts";
import { strangers, untilStored } from "../../stage/linked-customers.ts";
import { readInbox, type Thread, wordsOf } from "../../stage/read-inbox.ts";
import { differences, type Verdict } from "../judge.ts";
import { openHouse, type Stage } from "../open-house.ts";

const messages = 100;
const settleMilliseconds = 3_000;
const patienceMilliseconds = 120_000;
const promised = { stored: messages, placeholders: messages, healed: messages, doubled: 0, "left over": 0, moved: 0 };

/**
 * R15: what could not be decrypted is shown as such, and becomes itself where it stands once it is sent again, also when the server was
 * killed while the first came and while the first healed.
 */
export async function undecryptableHeals(stage: Stage): Promise<Verdict> {
  const house = await openHouse(stage, "r15");
  const [server] = house.servers;
  try {
    const company = { number: "4915115000000", name: "Ortiz Shop" };
    const { phone, channelId } = await linkPhone(stage.whatsapp, house.person, company);
    const crash = async () => {
      await server.kill();
      await server.start();
      await untilConnected(house.person, [channelId]);
    };
    const sendThemAgain = stage.whatsapp.faults.add({ kind: "hold resends", number: company.number });
    const people = strangers(stage.whatsapp, "15", 10);
    for (let index = 0; index < messages; index += 1) {
      people[index % people.length]?.sendUndecryptable(phone, `r15 message ${index}`);
    }
    await untilStored(house.owner, messages / 2, 60);
    await crash();
    const before = await untilShown(house.person, isPlaceholder, messages);
    sendThemAgain();
    await untilShown(house.person, isHealed, 1);
    await crash();
    await untilShown(house.person, isHealed, messages);
    // Counted when nothing changes any more, or one that came beside its placeholder would not be seen.
    await pause(settleMilliseconds);
    const figures = figuresOf(before, await readInbox(house.person));
    return { figures, violations: [...differences(figures, promised), ...house.fallen()] };
  } finally {
    await house.close();
  }
}

/** Reads the inbox until so many messages are of a sort, and at last after two minutes; what it shows then is for others to judge. */
async function untilShown(person: TestClient, isOne: (message: Message) => boolean, count: number): Promise<Thread[]> {
  const deadline = performance.now() + patienceMilliseconds;
  for (;;) {
    const threads = await readInbox(person);
    if (shownIn(threads).filter(isOne).length >= count || performance.now() > deadline) return threads;
    await pause(100);
  }
}

/** `moved` stand elsewhere in their thread than their placeholder did. */
function figuresOf(before: readonly Thread[], after: readonly Thread[]) {
  const shown = shownIn(after);
  const healed = shown.filter(isHealed);
  const words = new Set(healed.map(wordsOf));
  const places = placesIn(after);
  return {
    stored: shownIn(before).length,
    placeholders: shownIn(before).filter(isPlaceholder).length,
    healed: words.size,
    doubled: healed.length - words.size,
    "left over": shown.length - healed.length,
    moved: [...placesIn(before)].filter(([id, place]) => places.get(id) !== place).length,
  };
}

function shownIn(threads: readonly Thread[]): Message[] {
  return threads.flatMap((thread) => thread.messages);
}

function placesIn(threads: readonly Thread[]): Map<string, number> {
  return new Map(threads.flatMap((thread) => thread.messages.map(({ id }, place) => [id, place] as const)));
}

function isPlaceholder({ content }: Message): boolean {
  return content.kind === "undecryptable";
}

function isHealed(message: Message): boolean {
  return wordsOf(message).startsWith("r15 message");
}
