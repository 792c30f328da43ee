import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Has the page judged by axe in both themes: nothing on it keeps people out or makes it hard for them. */
export async function expectOpenToEveryone(page: Page, where: string): Promise<void> {
  expect(await graveFaults(judge(page)), where).toEqual([]);
  await choose(page, "dark");
  // Colours are all that differs.
  expect(await graveFaults(judge(page).withRules(["color-contrast"])), `${where}, dark`).toEqual([]);
  await choose(page, "light");
}

/** The page has no frames, for which axe would open a second page; and what is in order need not be told. */
function judge(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"], preload: false });
}

async function graveFaults(axe: AxeBuilder) {
  const { violations } = await axe.analyze();
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  return grave.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any, all }) => ({ id, html, why: [...any, ...all][0]?.message })),
  );
}

/** The theme follows the computer's, and the page shows the change a moment after it. */
async function choose(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", colorScheme);
}

/** Nothing has to be pushed sideways to be seen, and whatever can be pressed or filled in lies within the screen. */
export async function expectToFit(page: Page, where: string): Promise<void> {
  const told = await page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const outside = [...document.querySelectorAll("a, button, input, textarea, [role=slider], [role=switch]")].filter(
      (one) => {
        const { left, right, width } = one.getBoundingClientRect();
        // Skip links and the inputs behind drawn controls are meant to be out of sight.
        return (
          one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
          width > 2 &&
          right > 0 &&
          (left < -1 || right > clientWidth + 1)
        );
      },
    );
    return { tooWide: scrollWidth > clientWidth, outside: outside.map((one) => one.outerHTML.slice(0, 160)) };
  });
  expect(told, where).toEqual({ tooWide: false, outside: [] });
}
