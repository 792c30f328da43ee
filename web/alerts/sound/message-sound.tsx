import { useEffect, useRef } from "react";
import { RingingTab } from "#web/alerts/sound/ringing-tab.ts";
import { chosenSound } from "#web/alerts/sound/sound-choice.ts";
import { soundAllowed, soundOnce, watchSoundAllowed } from "#web/alerts/sound/speaker.ts";
import { unheardMessages } from "#web/alerts/sound/unheard-messages.ts";
import { now } from "#web/design/clock.ts";
import { useLive } from "#web/shell/live.tsx";

const patienceMs = 1_200;

/**
 * Rings once for each new message of a customer, in one tab of this browser, if this browser was asked to. The tab that rings
 * dispatches `wokfow:ring` on its window with `detail.messageId`, for whoever wants to do more than sound (an extension that
 * switches a lamp on, say), and so that it can be told from outside that it rang.
 */
export function MessageSound() {
  const part = useRef<RingingTab | null>(null);
  useEffect(() => {
    const stopWatching = watchSoundAllowed();
    const join = () => {
      part.current = joinTabs();
      part.current.setAble(soundAllowed.get());
    };
    const leave = () => {
      part.current?.close();
      part.current = null;
    };
    const stopTelling = soundAllowed.subscribe(() => part.current?.setAble(soundAllowed.get()));
    const onShow = () => part.current ?? join();
    join();
    window.addEventListener("pagehide", leave);
    window.addEventListener("pageshow", onShow);
    return () => {
      window.removeEventListener("pagehide", leave);
      window.removeEventListener("pageshow", onShow);
      stopTelling();
      stopWatching();
      leave();
    };
  }, []);
  useLive((event) => {
    const isNewFromCustomer = event.kind === "message" && event.isNew && event.message.direction === "inbound";
    if (isNewFromCustomer && chosenSound.get().on) part.current?.hear(event.message.id);
  });
  return null;
}

function joinTabs(): RingingTab {
  return new RingingTab({
    line: new BroadcastChannel("wokfow.sound"),
    tab: `${now()}-${Math.random()}`,
    patience: patienceMs,
    unheard: () => unheardMessages.set(unheardMessages.get() + 1),
    ring: (messageId) => {
      soundOnce(chosenSound.get().volume);
      window.dispatchEvent(new CustomEvent("wokfow:ring", { detail: { messageId } }));
    },
  });
}
