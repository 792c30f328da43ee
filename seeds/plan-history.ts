import { type Customer, cities, colours, names, products } from "./company.ts";
import { dialogues, farewells } from "./dialogues.ts";
import { type Dice, dice } from "./dice.ts";

/** One message of the past. */
export interface PlannedMessage {
  readonly from: "customer" | "shop";
  readonly text: string;
  readonly at: Date;
}

/** One customer with everything that was said; `archived` is what became of it. */
export interface PlannedConversation {
  readonly customer: Customer;
  readonly messages: readonly PlannedMessage[];
  readonly archived: boolean;
  readonly hasFace: boolean;
}

const minute = 60_000;
const day = 24 * 60 * minute;
const span = 92 * day;

/** Invents so many conversations over the three months before `now`; the same seed invents the same ones. */
export function planHistory(now: Date, count: number, seed: number): PlannedConversation[] {
  const roll = dice(seed);
  const plans = Array.from({ length: count }, (_, index) => planConversation(roll, now, index / count));
  return plans.sort((a, b) => startOf(a) - startOf(b));
}

/** `age` is 0 for the newest and nearly 1 for the oldest; shops are busier lately than three months ago. */
function planConversation(roll: Dice, now: Date, age: number): PlannedConversation {
  const language = roll.pick(["en", "en", "en", "en", "de", "de", "es", "es", "es", "ar"]);
  const messages = planMessages(roll, now, language, now.getTime() - age ** 1.4 * span);
  const last = messages.at(-1);
  const old = last !== undefined && now.getTime() - last.at.getTime() > 6 * day;
  return {
    customer: inventCustomer(roll, language),
    messages,
    archived: old && last.from === "shop" && roll.chance(0.8),
    hasFace: roll.chance(0.4),
  };
}

function planMessages(roll: Dice, now: Date, language: string, end: number): PlannedMessage[] {
  const lines = roll.pick(dialogues[language] ?? [[]]);
  const filled = fillIn(roll, endDialogue(roll, language, lines, now.getTime() - end));
  const pauses = filled.map(() => roll.between(1, 45) * minute);
  const whole = pauses.reduce((sum, pause) => sum + pause, 0);
  let at = Math.min(end, now.getTime() - 3 * minute) - whole;
  return filled.map((line, index) => {
    at += pauses[index] ?? 0;
    return { from: line.startsWith("> ") ? "shop" : "customer", text: line.replace(/^> /, ""), at: new Date(at) };
  });
}

/** Some of the newest still wait for an answer; nearly all older ones have got one. */
function endDialogue(roll: Dice, language: string, lines: readonly string[], age: number): readonly string[] {
  if (age < 2 * day) return roll.chance(0.4) ? lines.slice(0, 1) : lines;
  const answered = lines.at(-1)?.startsWith("> ") ?? true;
  return answered || roll.chance(0.05) ? lines : [...lines, `> ${roll.pick(farewells[language] ?? ["Thank you"])}`];
}

function fillIn(roll: Dice, lines: readonly string[]): string[] {
  const words: Record<string, string> = {
    product: roll.pick(products),
    colour: roll.pick(colours),
    city: roll.pick(cities),
    order: `OS-${roll.between(20_000, 29_999)}`,
    day: roll.pick(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]),
  };
  return lines.map((line) => line.replace(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole));
}

function inventCustomer(roll: Dice, language: string): Customer {
  const { first, last } = names[language] ?? { first: ["Sam"], last: ["Lee"] };
  const [firstName, lastName] = [roll.pick(first), roll.pick(last)];
  const plain = `${firstName}_${lastName}`
    .normalize("NFD")
    .replace(/[^a-z_]/gi, "")
    .toLowerCase();
  const username = plain.length > 5 && roll.chance(0.6) ? `${plain}_${roll.between(10, 99)}` : null;
  return { firstName, lastName, username, language };
}

function startOf({ messages }: PlannedConversation): number {
  return messages[0]?.at.getTime() ?? 0;
}
