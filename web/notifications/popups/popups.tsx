import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useRef } from "react";
import { useRingingTab } from "#web/alerts/sound/use-ringing-tab.ts";
import { alertWaysQuery } from "#web/alerts/ways/ways-query.ts";
import { chosenPopups, popupPermission } from "#web/notifications/popups/popup-choice.ts";
import { type Popup, popupOf } from "#web/notifications/popups/popup-of.ts";
import { useLive } from "#web/shell/live.tsx";
import { useSession } from "#web/shell/session.ts";

const mostWaiting = 100;

/** Shows what concerns this member outside of the page, in one tab of this browser, if this browser was asked to. */
export function Popups() {
  const router = useRouter();
  const me = useSession().profile.id;
  const waiting = useRef(new Map<string, Popup>());
  const { workspace } = useSession();
  const { data: ways } = useQuery(alertWaysQuery);
  const open = (conversationId: string | null) =>
    void (conversationId === null
      ? router.navigate({ to: "/settings/integrations" })
      : router.navigate({ to: "/inbox/$conversationId", params: { conversationId } }));
  const hear = useRingingTab({
    name: "wokfow.popups",
    isAble: mayShow,
    watched: [chosenPopups, popupPermission],
    ring: (id) => show(waiting.current.get(id), open),
  });
  useLive((event) => {
    if (event.kind === "alert" && !(workspace.channelAlerts && ways?.popup)) return;
    const popup = mayShow() ? popupOf(event, me) : null;
    if (!popup) return;
    waiting.current.set(popup.id, popup);
    const [oldest] = waiting.current.keys();
    if (waiting.current.size > mostWaiting && oldest !== undefined) waiting.current.delete(oldest);
    hear(popup.id);
  });
  return null;
}

function mayShow(): boolean {
  return chosenPopups.get() === "on" && popupPermission.get() === "granted";
}

/** Whoever looks at this tab has it before them already. */
function show(popup: Popup | undefined, open: (conversationId: string | null) => void): void {
  if (!popup || (document.visibilityState === "visible" && document.hasFocus())) return;
  const shown = notificationOf(popup);
  if (!shown) return;
  shown.onclick = () => {
    window.focus();
    shown.close();
    open(popup.conversationId);
  };
}

/** Browsers of phones know the word and the permission, and throw when a page shows one. */
function notificationOf({ id, title, body }: Popup): Notification | null {
  try {
    return new Notification(title, { body, tag: id });
  } catch {
    popupPermission.set("missing");
    return null;
  }
}
