/** The part of a keyboard event that decides which shortcut it is. */
export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/**
 * Whether a pressed key is that combination: "j", "?", "mod+k" (Ctrl or ⌘), "shift+e", "escape". Signs such as "?" are
 * matched by the sign itself, however it is typed on this keyboard.
 */
export function matchesKeys(keys: string, pressed: Pressed): boolean {
  const parts = keys === "+" ? ["+"] : keys.toLowerCase().split("+");
  const key = parts.at(-1) ?? "";
  const letter = /^[a-z0-9]$|^.{2,}$/u.test(key);
  if (pressed.key.toLowerCase() !== key) return false;
  if (parts.includes("mod") !== (pressed.ctrlKey || pressed.metaKey)) return false;
  if (parts.includes("alt") !== pressed.altKey && letter) return false;
  return !letter || parts.includes("shift") === pressed.shiftKey;
}

/** Whether someone is typing into this element, so that plain letters belong to the text and not to us. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !["checkbox", "radio", "button", "submit", "range"].includes(target.type);
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
