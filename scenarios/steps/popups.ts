import type { Page } from "@playwright/test";

/**
 * Collects what this browser would show outside of the page, from its next address on. Its member allows it when they are asked, and
 * never looks at the page: browsers without a screen show nothing by themselves.
 */
export async function collectPopups(page: Page): Promise<readonly string[]> {
  const titles: string[] = [];
  await page.exposeFunction("notePopup", (title: string) => titles.push(title));
  await page.addInitScript({
    content: `
      let permission = sessionStorage.getItem("popups") ?? "default";
      window.Notification = class extends EventTarget {
        static get permission() { return permission; }
        static async requestPermission() {
          permission = "granted";
          sessionStorage.setItem("popups", permission);
          return permission;
        }
        constructor(title) {
          super();
          notePopup(title);
        }
        close() {}
      };
      document.hasFocus = () => false;`,
  });
  return titles;
}
