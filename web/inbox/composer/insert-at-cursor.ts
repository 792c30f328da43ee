/** Puts a word where the cursor of a field stands (at the end when there is none) and leaves the cursor behind it. */
export function insertAtCursor(field: HTMLTextAreaElement | null, text: string, word: string): string {
  const from = field?.selectionStart ?? text.length;
  const to = field?.selectionEnd ?? text.length;
  requestAnimationFrame(() => {
    field?.focus();
    field?.setSelectionRange(from + word.length, from + word.length);
  });
  return text.slice(0, from) + word + text.slice(to);
}
