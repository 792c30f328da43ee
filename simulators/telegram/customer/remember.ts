import { addLetter, findLetter } from "../state/chats.ts";
import type { Chat, Person, World } from "../state/world.ts";
import { textContent } from "./write.ts";

export type PastLetter = { from: "customer" | "bot"; text: string; at: Date; replyTo?: number };

/** A message of former times: it stands in the chat, was confirmed long ago, and makes no update. */
export function remember(world: World, person: Person, chat: Chat, { from, text, at, replyTo }: PastLetter): number {
  const letter = addLetter(world, chat, {
    from: from === "bot" ? "bot" : person.user,
    content: textContent(text),
    replyTo: replyTo === undefined ? undefined : findLetter(chat, replyTo),
  });
  letter.message.date = Math.floor(at.getTime() / 1000);
  letter.confirmed = true;
  return letter.message.message_id;
}
