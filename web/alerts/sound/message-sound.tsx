import { useEffect } from "react";
import { chosenSound } from "#web/alerts/sound/sound-choice.ts";
import { soundAllowed, soundOnce, watchSoundAllowed } from "#web/alerts/sound/speaker.ts";
import { unheardMessages } from "#web/alerts/sound/unheard-messages.ts";
import { useRingingTab } from "#web/alerts/sound/use-ringing-tab.ts";
import { useLive } from "#web/shell/live.tsx";

/**
 * Rings once for each new message of a customer, in one tab of this browser, if this browser was asked to. The tab that rings
 * dispatches `wokfow:ring` on its window with `detail.messageId`, for whoever wants to do more than sound (an extension that
 * switches a lamp on, say), and so that it can be told from outside that it rang.
 */
export function MessageSound() {
  useEffect(watchSoundAllowed, []);
  const hear = useRingingTab({
    name: "wokfow.sound",
    isAble: soundAllowed.get,
    watched: [soundAllowed],
    unheard: () => unheardMessages.set(unheardMessages.get() + 1),
    ring: (messageId) => {
      soundOnce(chosenSound.get().volume);
      window.dispatchEvent(new CustomEvent("wokfow:ring", { detail: { messageId } }));
    },
  });
  useLive((event) => {
    const isNewFromCustomer = event.kind === "message" && event.isNew && event.message.direction === "inbound";
    if (isNewFromCustomer && chosenSound.get().on) hear(event.message.id);
  });
  return null;
}
