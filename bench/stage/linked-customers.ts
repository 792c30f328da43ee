import { setTimeout as pause } from "node:timers/promises";
import type { Pool } from "pg";
import type { TestClient } from "#server/testing/test-client.ts";
import type { SimulatedPhone, WhatsAppSimulator } from "#simulators/whatsapp/start-whatsapp.ts";
import { readInbox, wordsOf } from "./read-inbox.ts";

/** So many customers with phones of their own; `row` keeps the numbers of several rows apart. */
export function strangers(whatsapp: WhatsAppSimulator, row: string, count: number): SimulatedPhone[] {
  return Array.from({ length: count }, (_, index) =>
    whatsapp.phone({
      number: `49160${row.padStart(3, "0")}${String(index).padStart(4, "0")}`,
      name: `r${row} customer ${index}`,
    }),
  );
}

/** Lets them write so many texts to a phone, one after the other. */
export function writeInTurn(people: readonly SimulatedPhone[], phone: SimulatedPhone, count: number): void {
  for (let index = 0; index < count; index += 1) people[index % people.length]?.write(phone, `burst ${index}`);
}

/** What each thread of the inbox says, in its order. */
export async function readLinked(person: TestClient): Promise<string[][]> {
  const threads = await readInbox(person);
  return threads.map(({ messages }) => messages.map(wordsOf));
}

/**
 * How often a message stands before one that was written earlier, of those of which `isTold` that there is an order; of all unless told
 * otherwise. The last word of each is its number.
 */
export function inversionsOf(
  threads: readonly (readonly string[])[],
  isTold: (earlier: number, later: number) => boolean = () => true,
): number {
  const numbers = threads.map((thread) => thread.map((words) => Number(words.split(" ").at(-1))));
  const isInverted = (number: number, before = 0) => number < before && isTold(number, before);
  return numbers.reduce(
    (sum, thread) => sum + thread.filter((number, at) => isInverted(number, thread[at - 1])).length,
    0,
  );
}

/** Waits until so many messages are stored. Resolves with how many are after so many seconds at most, for others to judge. */
export async function untilStored(owner: Pool, count: number, seconds: number): Promise<number> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const { rows } = await owner.query<{ stored: number }>("select count(*)::int as stored from messages");
    const stored = rows[0]?.stored ?? 0;
    if (stored >= count || performance.now() > deadline) return stored;
    await pause(20);
  }
}
