/** As the `ref` of what has the focus as soon as it appears, where a dialog would not notice or would wait a moment too long. */
export function focusAtOnce(element: HTMLElement | null): void {
  element?.focus();
}
