import type { ClipboardEvent, KeyboardEvent } from "react";
import type { useWriting } from "#web/inbox/composer/use-writing.ts";

/** The keys of the composer: Enter sends, Shift+Enter begins a line, Escape leaves; pasted files are attached. */
export function useWritingKeys({ input, draft, change, uploads, submit }: ReturnType<typeof useWriting>) {
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Escape" && !event.nativeEvent.isComposing) leave();
    // While an input method is composing a word, Enter chooses it; Safari says so only by key code 229.
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    submit();
  }

  function leave(): void {
    if (draft.replyTo) change({ replyTo: null });
    else input.current?.blur();
  }

  function onPaste(event: ClipboardEvent): void {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    uploads.addFiles(files);
  }

  return { onKeyDown, onPaste };
}
