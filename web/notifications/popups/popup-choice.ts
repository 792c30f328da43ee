import { createStore, type Store } from "#web/shell/store.ts";

const where = "wokfow.popups";

/** What this browser was told: `unasked` until its member has decided. */
export type PopupChoice = "unasked" | "on" | "off";

/** The choice of this browser, the same in all its tabs. It never leaves this browser, so another one keeps its own. */
export const chosenPopups: Store<PopupChoice> = createStore(read());

/** Keeps the choice; a browser that stores nothing keeps it until the tab is closed. */
export function choosePopups(choice: Exclude<PopupChoice, "unasked">): void {
  chosenPopups.set(choice);
  try {
    localStorage.setItem(where, choice);
  } catch {
    // It is asked again in the next tab.
  }
}

/** Whether the browser lets this site show notifications; `missing` where it shows none, as on a plain http address. */
export type PopupPermission = NotificationPermission | "missing";

/** What the browser says to notifications of this site. */
export const popupPermission: Store<PopupPermission> = createStore(permissionNow());

/** Asks the browser, which asks its member. Only after a click, as browsers refuse it else. */
export async function allowPopups(): Promise<PopupPermission> {
  if (popupPermission.get() === "default") await Notification.requestPermission();
  popupPermission.set(permissionNow());
  return popupPermission.get();
}

function permissionNow(): PopupPermission {
  return "Notification" in window ? Notification.permission : "missing";
}

function read(): PopupChoice {
  try {
    const kept = localStorage.getItem(where);
    return kept === "on" || kept === "off" ? kept : "unasked";
  } catch {
    return "unasked";
  }
}

window.addEventListener("storage", (event) => {
  if (event.key !== where && event.key !== null) return;
  chosenPopups.set(read());
  popupPermission.set(permissionNow());
});
