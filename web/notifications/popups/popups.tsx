import { useRouter } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { RingingTab } from "#web/alerts/sound/ringing-tab.ts";
import { now } from "#web/design/clock.ts";
import { chosenPopups, popupPermission } from "#web/notifications/popups/popup-choice.ts";
import { type Popup, popupOf } from "#web/notifications/popups/popup-of.ts";
import { useLive } from "#web/shell/live.tsx";
import { useSession } from "#web/shell/session.ts";

const patienceMs = 1_200;
const mostWaiting = 100;

/** Shows what concerns this member outside of the page, in one tab of this browser, if this browser was asked to. */
export function Popups() {
  const router = useRouter();
  const me = useSession().profile.id;
  const part = useRef<RingingTab | null>(null);
  const waiting = useRef(new Map<string, Popup>());
  useEffect(() => {
    const open = (conversationId: string) =>
      void router.navigate({ to: "/inbox/$conversationId", params: { conversationId } });
    const tab = new RingingTab({
      line: new BroadcastChannel("wokfow.popups"),
      tab: `${now()}-${Math.random()}`,
      patience: patienceMs,
      unheard: () => undefined,
      ring: (id) => show(waiting.current.get(id), open),
    });
    const tell = () => tab.setAble(mayShow());
    const stops = [chosenPopups.subscribe(tell), popupPermission.subscribe(tell)];
    tell();
    part.current = tab;
    const leave = () => tab.close();
    window.addEventListener("pagehide", leave, { once: true });
    return () => {
      window.removeEventListener("pagehide", leave);
      for (const stop of stops) stop();
      part.current = null;
      leave();
    };
  }, [router]);
  useLive((event) => {
    const popup = mayShow() ? popupOf(event, me) : null;
    if (!popup) return;
    waiting.current.set(popup.id, popup);
    const [oldest] = waiting.current.keys();
    if (waiting.current.size > mostWaiting && oldest !== undefined) waiting.current.delete(oldest);
    part.current?.hear(popup.id);
  });
  return null;
}

function mayShow(): boolean {
  return chosenPopups.get() === "on" && popupPermission.get() === "granted";
}

/** Whoever looks at this tab has it before them already. */
function show(popup: Popup | undefined, open: (conversationId: string) => void): void {
  if (!popup || (document.visibilityState === "visible" && document.hasFocus())) return;
  const shown = new Notification(popup.title, { body: popup.body, tag: popup.id });
  shown.onclick = () => {
    window.focus();
    shown.close();
    open(popup.conversationId);
  };
}
