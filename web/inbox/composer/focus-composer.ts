/** Puts the cursor into the composer of the open conversation. */
export function focusComposer(): void {
  document.querySelector<HTMLTextAreaElement>("[data-composer]")?.focus();
}

const mostFrames = 120;

/** The same as soon as the conversation is there that was just opened. */
export function focusComposerSoon(frames = mostFrames): void {
  requestAnimationFrame(() => {
    focusComposer();
    const isThere = document.activeElement?.matches("[data-composer]") ?? false;
    if (!isThere && frames > 0) focusComposerSoon(frames - 1);
  });
}
