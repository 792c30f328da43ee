import { phoneOf } from "../state/phones.ts";
import { announceChange, type Phone, type World } from "../state/world.ts";
import { confirmToAuthor, tellOwnDevices } from "./send-receipts.ts";

/** The owner opens a chat: who wrote hears that it was read, and so do the devices of the phone. */
export function readAll(world: World, phone: Phone, chat: string): void {
  const thread = phone.threads.get(chat);
  const author = phoneOf(world, chat);
  if (!thread || !author) return;
  const unread = [...thread.letters.values()].filter((letter) => !letter.fromMe && !letter.readByMe);
  if (unread.length === 0) return;
  for (const letter of unread) letter.readByMe = true;
  const ids = unread.map(({ id }) => id);
  confirmToAuthor(world, phone, author, ids, thread.as, "read");
  tellOwnDevices(world, phone, author, ids, thread.as);
  announceChange(world, { kind: "thread", number: phone.number, other: chat });
}
