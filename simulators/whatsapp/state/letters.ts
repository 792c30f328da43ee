import type { proto } from "baileys";
import { contentOf, isRevocation, wordsOf } from "../phone/read-message.ts";
import { type Addressing, announceChange, type Letter, type Phone, type Thread, type World } from "./world.ts";

/** A message as it reaches a phone, or leaves it. */
export type Arrival = {
  id: string;
  /** Who wrote it: another phone, or this one. */
  author: Phone;
  /** The jid of the other phone by number, or of the group. */
  chat: string;
  as: Addressing;
  at: Date;
  message: proto.IMessage;
};

/** The thread with somebody; it begins when it is looked for. */
export function threadOf(phone: Phone, chat: string): Thread {
  const known = phone.threads.get(chat);
  if (known) return known;
  const thread: Thread = { other: chat, as: "lid", letters: new Map() };
  phone.threads.set(chat, thread);
  return thread;
}

/** Shows a message on a phone; one that is there already is only counted. Changes of other messages are carried out. */
export function showLetter(world: World, phone: Phone, arrival: Arrival): void {
  const { id, author, chat, as, message } = arrival;
  const thread = threadOf(phone, chat);
  thread.as = as;
  const known = thread.letters.get(id);
  if (known) known.arrivals++;
  else if (!changeLetter(thread, author, message)) addLetter(world, phone, thread, arrival);
  announceChange(world, { kind: "thread", number: phone.number, other: chat });
}

/** The ticks of a message go only forwards. */
export function raiseTicks(world: World, phone: Phone, id: string, ticks: "delivered" | "read"): void {
  const letter = phone.letters.get(id);
  if (!letter?.fromMe || STAGES.indexOf(letter.ticks) >= STAGES.indexOf(ticks)) return;
  letter.ticks = ticks;
  announceChange(world, { kind: "thread", number: phone.number, other: letter.chat });
}

const STAGES: readonly Letter["ticks"][] = ["clock", "sent", "delivered", "read"];

function addLetter(world: World, phone: Phone, thread: Thread, { id, author, at, chat, message }: Arrival): void {
  const letter: Letter = {
    id,
    chat,
    fromMe: author === phone,
    author: author.number,
    ...contentOf(world, message),
    at,
    ticks: "sent",
    edited: false,
    revoked: false,
    reactions: new Map(),
    arrivals: 1,
    readByMe: author === phone,
    confirmedBy: new Set(),
    refusals: [],
    message,
  };
  thread.letters.set(id, letter);
  phone.letters.set(id, letter);
}

/** Whether the message was an edit, a revocation or a reaction, which are shown at the message they are about. */
function changeLetter(thread: Thread, author: Phone, message: proto.IMessage): boolean {
  const { reactionMessage, protocolMessage } = message;
  if (reactionMessage) {
    const letter = thread.letters.get(reactionMessage.key?.id ?? "");
    if (reactionMessage.text) letter?.reactions.set(author.number, reactionMessage.text);
    else letter?.reactions.delete(author.number);
    return true;
  }
  if (!protocolMessage) return false;
  const letter = thread.letters.get(protocolMessage.key?.id ?? "");
  // Nobody changes what somebody else has written.
  if (letter?.author !== author.number) return true;
  const edited = protocolMessage.editedMessage;
  if (edited) Object.assign(letter, { text: wordsOf(edited), edited: true });
  else if (isRevocation(protocolMessage)) letter.revoked = true;
  return true;
}
