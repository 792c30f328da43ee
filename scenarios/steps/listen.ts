import type { Page } from "@playwright/test";

/** Notes the messages for which this tab rings, from its next address on. */
export async function listenForRings(page: Page): Promise<readonly string[]> {
  const rings: string[] = [];
  await page.exposeFunction("noteRing", (messageId: string) => rings.push(messageId));
  await page.addInitScript({
    content: 'addEventListener("wokfow:ring", (event) => noteRing(event.detail.messageId));',
  });
  return rings;
}

/**
 * Makes this tab's browser block sound until the first click, from its next address on. Browsers do so by themselves, but each
 * look that a test takes at the page counts as a click to them.
 */
export async function blockSound(page: Page): Promise<void> {
  await page.addInitScript({
    content: `
      let clicked = false;
      addEventListener("pointerdown", () => { clicked = true; }, { capture: true });
      const { resume } = AudioContext.prototype;
      AudioContext.prototype.resume = function () {
        return clicked ? resume.call(this) : new Promise(() => undefined);
      };
      window.AudioContext = class extends AudioContext {
        constructor() {
          super();
          if (!clicked) this.suspend();
        }
      };`,
  });
}
