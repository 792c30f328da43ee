import { expect, type Page } from "@playwright/test";

/**
 * Watches for the code to scan from now on, in the page itself, where no test stands in between. `after` tells how many milliseconds
 * after the first word of the server it was there; that is known once the link has ended.
 */
export async function timeCode(page: Page): Promise<{ after(): Promise<number> }> {
  await page.evaluate(() => performance.setResourceTimingBufferSize(5_000));
  const shown = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = () => {
          const isThere = [...document.querySelectorAll("svg > title")].some(
            ({ textContent }) => textContent === "The code to scan",
          );
          if (isThere) resolve(performance.now());
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
  return {
    async after() {
      await expect.poll(() => page.evaluate(answeredAt)).not.toBeNull();
      return (await shown) - ((await page.evaluate(answeredAt)) ?? 0);
    },
  };
}

function answeredAt(): number | null {
  const [answer] = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("/channel-links"));
  return answer instanceof PerformanceResourceTiming && answer.responseStart > 0 ? answer.responseStart : null;
}
