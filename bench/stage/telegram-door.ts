import { connectBot } from "./connect-bot.ts";
import { albumUpdate, deliverUpdate, poisonedUpdate, textUpdate } from "./deliver-update.ts";
import type { Door, Letter, OpenDoor } from "./door.ts";

/** A bot whose updates are delivered to an address of its own. */
export const telegramDoor: OpenDoor = async ({ telegram }, { person }, name): Promise<Door> => {
  const { hook } = await connectBot(telegram, person, name);
  if (!hook) throw new Error("The channel polls, and should be delivered to.");
  const numbered = ({ number, customer, text }: Letter) => {
    return { updateId: number, messageId: number, customerId: 700_000 + customer, text };
  };
  return {
    text: (letter, at) => deliverUpdate(hook, textUpdate(numbered(letter)), at),
    picture: (letter, at) => deliverUpdate(hook, albumUpdate(numbered(letter)), at),
    poison: (letter) => deliverUpdate(hook, poisonedUpdate(numbered(letter))),
  };
};
