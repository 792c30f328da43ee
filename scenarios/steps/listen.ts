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
