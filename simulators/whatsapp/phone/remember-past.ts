import { randomBytes } from "node:crypto";
import { threadOf } from "../state/letters.ts";
import { knownPhone } from "../state/phones.ts";
import { announceChange, type Letter, type Phone, type World } from "../state/world.ts";

/** A message that was written before any client was linked. */
export type PastLetter = { id?: string; fromMe: boolean; text: string; at: Date };

/** Puts messages of former times at the beginning of a thread, on this phone and on the other. No client hears of it now. */
export function rememberPast(world: World, phone: Phone, chat: string, past: readonly PastLetter[]): void {
  const other = knownPhone(world, chat);
  const named = past.map((letter) => ({ ...letter, id: letter.id ?? randomBytes(16).toString("hex").toUpperCase() }));
  putFirst(
    phone,
    chat,
    named.map((letter) => asLetter(letter, phone, other, chat)),
  );
  const mirrored = named.map((letter) => ({ ...letter, fromMe: !letter.fromMe }));
  putFirst(
    other,
    phone.jid,
    mirrored.map((letter) => asLetter(letter, other, phone, phone.jid)),
  );
  announceChange(world, { kind: "thread", number: phone.number, other: chat });
}

function putFirst(phone: Phone, chat: string, letters: Letter[]): void {
  const thread = threadOf(phone, chat);
  const all = [...letters, ...thread.letters.values()].sort((one, two) => one.at.getTime() - two.at.getTime());
  thread.letters = new Map(all.map((letter) => [letter.id, letter]));
  for (const letter of letters) phone.letters.set(letter.id, letter);
}

function asLetter({ id, fromMe, text, at }: Required<PastLetter>, phone: Phone, other: Phone, chat: string): Letter {
  return {
    id,
    chat,
    fromMe,
    author: fromMe ? phone.number : other.number,
    kind: "text",
    text,
    media: undefined,
    at,
    ticks: "read",
    edited: false,
    revoked: false,
    reactions: new Map(),
    quotedId: undefined,
    viewOnce: false,
    arrivals: 1,
    readByMe: true,
    confirmedBy: new Set(),
    refusals: [],
    message: { conversation: text },
  };
}
