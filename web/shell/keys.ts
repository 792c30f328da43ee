import { useEffect, useRef } from "react";
import type { ShortcutGroup } from "#web/design/shortcuts-sheet.tsx";
import { isTyping, matchesKeys } from "#web/shell/match-keys.ts";
import { createStore, useStore } from "#web/shell/store.ts";

/** One key or combination (see `matchesKeys`), what it does in words, and the deed. */
export interface KeyBinding {
  readonly keys: string;
  readonly does: string;
  readonly run: (event: KeyboardEvent) => void;
  /** Works while typing and while a dialog is open too. Only for combinations with `mod`. */
  readonly everywhere?: boolean;
}

/**
 * Binds keys for as long as the component stands and lists them under `title` in the sheet that `?` opens. Plain letters
 * are left alone while someone types, and all but `everywhere` keys while a dialog or a menu is open.
 */
export function useKeys(title: string, bindings: readonly KeyBinding[]): void {
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  const listed = bindings.map((binding) => `${binding.keys}\n${binding.does}`).join("\n\n");

  useEffect(() => {
    const group: ShortcutGroup = { title, shortcuts: latest.current.map(({ keys, does }) => ({ keys, does })) };
    if (!listed) return;
    return register(group);
  }, [title, listed]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => press(event, latest.current);
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

/** The keys that work right now, for the sheet. */
export function useShortcutGroups(): readonly ShortcutGroup[] {
  return useStore(groups);
}

/** Whether the sheet of keys is open. Set it to open the sheet from a menu. */
export const sheetOpened = createStore(false);

function press(event: KeyboardEvent, bindings: readonly KeyBinding[]): void {
  if (event.defaultPrevented || event.isComposing) return;
  const occupied = isTyping(event.target) || somethingIsOpen();
  const binding = bindings.find((one) => matchesKeys(one.keys, event) && (one.everywhere || !occupied));
  if (!binding) return;
  event.preventDefault();
  binding.run(event);
}

function somethingIsOpen(): boolean {
  return openBefore || document.querySelector('[role="dialog"], [role="menu"]') !== null;
}

// Asked before anything else hears the key: what closes by Escape may be gone from the page when our own turn comes.
let openBefore = false;
window.addEventListener(
  "keydown",
  () => {
    openBefore = false;
    openBefore = somethingIsOpen();
  },
  { capture: true },
);

const groups = createStore<readonly ShortcutGroup[]>([]);

function register(group: ShortcutGroup): () => void {
  groups.set([...groups.get(), group]);
  return () => groups.set(groups.get().filter((other) => other !== group));
}
