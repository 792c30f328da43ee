import { z } from "zod";
import { createStore, type Store } from "#web/shell/store.ts";

const soundChoice = z.object({ on: z.boolean(), volume: z.number().min(5).max(100) });

/** Whether this browser rings for new messages, and how loudly (5 to 100). */
export type SoundChoice = z.output<typeof soundChoice>;

const where = "wokfow.sound";
const unchosen: SoundChoice = { on: true, volume: 60 };

/** The choice of this browser, the same in all its tabs. It never leaves this browser, so another one keeps its own. */
export const chosenSound: Store<SoundChoice> = createStore(read());

/** Keeps the choice. Throws a sentence when the browser stores nothing, for example in a private window. */
export function chooseSound(choice: SoundChoice): void {
  chosenSound.set(choice);
  try {
    localStorage.setItem(where, JSON.stringify(choice));
  } catch {
    throw new Error("This browser stores nothing for this site, so the choice lasts only until you close this tab.");
  }
}

function read(): SoundChoice {
  try {
    return soundChoice.parse(JSON.parse(localStorage.getItem(where) ?? ""));
  } catch {
    return unchosen;
  }
}

window.addEventListener("storage", (event) => {
  if (event.key === where || event.key === null) chosenSound.set(read());
});
