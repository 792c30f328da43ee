import { expect, type Locator, type Page } from "@playwright/test";
import { readCode } from "#scenarios/steps/scan.ts";
import type { SimulatedPhone } from "#simulators/whatsapp/start-whatsapp.ts";

/** Opens the dialog that connects WhatsApp, past the page that comes before the first link. */
export async function beginToLink(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "WhatsApp: Connect Device" }).click();
  const before = page.getByRole("dialog", { name: "Before you link WhatsApp" });
  const dialog = page.getByRole("dialog", { name: "Connect WhatsApp" });
  await expect(before.or(dialog)).toBeVisible();
  if (await before.isVisible()) await before.getByRole("button", { name: "Accept the risk and go on" }).click();
  await expect(dialog).toBeVisible();
  return dialog;
}

/** Connects WhatsApp by a scan of the code on the screen, and waits until the line stands. */
export async function linkPhone(page: Page, phone: SimulatedPhone): Promise<void> {
  const dialog = await beginToLink(page);
  await phone.scan(await readCode(page));
  await expectLinked(dialog);
}

/** The dialog says that the phone is linked and its line stands; it is closed. */
export async function expectLinked(dialog: Locator): Promise<void> {
  await expect(dialog.getByText("Linked as")).toBeVisible();
  await expect(dialog.getByText("CONNECTED", { exact: true })).toBeVisible();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(dialog).toBeHidden();
}
