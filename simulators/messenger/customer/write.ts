import { addLetter, type LetterContent, letterOf, threadChanged } from "../state/letters.ts";
import { type Letter, type Thread, timeOf, type World } from "../state/world.ts";
import { messageOf } from "../webhook/echo-letter.ts";
import { pushEvent } from "../webhook/push-event.ts";
import type { Referral } from "./referral.ts";

/** The customer writes; the page is told. Opens the window anew. */
export function writeLetter(world: World, thread: Thread, content: LetterContent, referral?: Referral): Letter {
  if (thread.isBlocked)
    throw new Error(`Messages of ${thread.page.name} are turned off here. Turn them on before writing.`);
  if (content.replyTo !== undefined) letterOf(thread, content.replyTo);
  const letter = addLetter(world, thread, "customer", content);
  thread.customerWroteAt = letter.at;
  const message = { ...messageOf(world, thread, letter), ...(referral ? { referral } : {}) };
  pushEvent(world, thread, "messages", "customer", { message }, letter);
  return letter;
}

/** The customer takes a message back. */
export function unsendLetter(world: World, thread: Thread, mid: string): void {
  const letter = ownLetter(thread, mid);
  letter.isUnsent = true;
  pushEvent(world, thread, "messages", "customer", { message: { mid, is_deleted: true } });
  threadChanged(world, thread);
}

/** The customer changes the text of an own message. https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/message-edits */
export function editLetter(world: World, thread: Thread, mid: string, text: string): void {
  const letter = ownLetter(thread, mid);
  if (letter.edits >= 5) throw new Error("A message can be edited five times at most.");
  letter.text = text;
  letter.edits++;
  pushEvent(world, thread, "message_edits", "customer", { message_edit: { mid, text, num_edit: letter.edits } });
  threadChanged(world, thread);
}

/** The customer puts an emoji on a message; without one it is taken away. */
export function reactTo(world: World, thread: Thread, mid: string, emoji: string | undefined): void {
  const letter = letterOf(thread, mid);
  const before = letter.reactions.customer;
  letter.reactions.customer = emoji;
  const shown = emoji ?? before;
  const what = shown === undefined ? {} : { reaction: nameOf(shown), emoji: shown };
  const reaction = { mid, action: emoji === undefined ? "unreact" : "react", ...what };
  pushEvent(world, thread, "message_reactions", "customer", { reaction });
  threadChanged(world, thread);
}

/** The customer presses a button of a template, the menu or "Get started". */
export function pressPostback(world: World, thread: Thread, press: Postback): string {
  const { title, payload, referral } = press;
  const letter = addLetter(world, thread, "customer", { text: title });
  thread.customerWroteAt = timeOf(world);
  const postback = { mid: letter.mid, title, payload, ...(referral ? { referral } : {}) };
  pushEvent(world, thread, "messaging_postbacks", "customer", { postback }, letter);
  return letter.mid;
}

export type Postback = { title: string; payload: string; referral?: Referral | undefined };

function ownLetter(thread: Thread, mid: string): Letter {
  const letter = letterOf(thread, mid);
  if (letter.from !== "customer") throw new Error("Only own messages can be changed or taken back.");
  return letter;
}

const names: Record<string, string> = {
  "😆": "smile",
  "😠": "angry",
  "😢": "sad",
  "😮": "wow",
  "❤": "love",
  "👍": "like",
  "👎": "dislike",
};

function nameOf(emoji: string): string {
  return names[emoji.replace("\ufe0f", "")] ?? "other";
}
