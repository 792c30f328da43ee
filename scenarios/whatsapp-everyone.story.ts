import { expectOpenToEveryone, expectToFit } from "#scenarios/steps/look.ts";
import { readCode } from "#scenarios/steps/scan.ts";
import { expect, whatsappStory as story } from "#scenarios/whatsapp-story.ts";

story("everybody can link a phone, also with a keyboard and on a small screen", async ({ whatsapp, ana }) => {
  const page = await ana("/settings/integrations");
  await page.setViewportSize({ width: 390, height: 844 });
  const judge = async (where: string) => {
    await expectToFit(page, where);
    await expectOpenToEveryone(page, where);
  };
  await page.getByRole("button", { name: "WhatsApp: Connect Device" }).press("Enter");
  await expect(page.getByRole("dialog", { name: "Before you link WhatsApp" })).toBeVisible();
  await judge("before the link");
  await page.getByRole("button", { name: "Accept the risk and go on" }).press("Enter");
  await readCode(page);
  await judge("the code to scan");
  await page.getByRole("button", { name: "Use a pairing code instead" }).press("Enter");
  await expect(page.getByLabel("Phone number")).toBeFocused();
  await page.keyboard.type("+49 12");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toBeVisible();
  await judge("the number");
  whatsapp.phone({ number: "4915123456789", name: "Ortiz Bowls" });
  await page.getByLabel("Phone number").fill("+49 1512 3456789");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status", { name: /^Pairing code/ })).toBeVisible();
  await judge("the code to enter");
  whatsapp.faults.drop();
  await expect(page.getByRole("alert")).toBeVisible();
  await judge("a broken link");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
});
