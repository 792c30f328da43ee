import { answer, messagesWith } from "#scenarios/steps/inbox.ts";
import { readCode } from "#scenarios/steps/scan.ts";
import { expect, whatsappStory as story } from "#scenarios/whatsapp-story.ts";

story("Ana writes first, to a number that somebody has", async ({ whatsapp, ana }) => {
  const own = whatsapp.phone({ number: "34600111222", name: "Ortiz Shop" });
  const dora = whatsapp.phone({ number: "34655000111", name: "Dora Vidal" });
  const page = await ana("/settings/integrations");
  await page.getByRole("button", { name: "WhatsApp: Connect Device" }).click();
  await page.getByRole("radio", { name: "Answers and first messages" }).check();
  await page.getByRole("button", { name: "Accept the risk and go on" }).click();
  await own.scan(await readCode(page));
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("link", { name: "Inbox" }).first().click();

  await page.getByRole("button", { name: "New conversation" }).click();
  const dialog = page.getByRole("dialog", { name: "New conversation" });
  await dialog.getByLabel("Phone number").fill("655 999 999");
  await dialog.getByRole("button", { name: "Begin" }).click();
  await expect(dialog.getByText("+34 655 99 99 99 is not on WhatsApp. Check the number.")).toBeVisible();
  await expect(dialog.getByLabel("Phone number")).toBeFocused();
  await dialog.getByLabel("Phone number").fill("655 000 111");
  await dialog.getByLabel("Name").fill("Dora");
  await dialog.getByRole("button", { name: "Begin" }).click();

  await expect(page.getByRole("textbox", { name: "Answer Dora" })).toBeFocused();
  await answer(page, "Dora", "Your vase is here");
  await expect.poll(() => dora.thread(own).map(({ text }) => text)).toEqual(["Your vase is here"]);
  dora.readAll(own);
  dora.write(own, "Lovely, thank you");
  await expect(messagesWith(page, "Dora")).toContainText("Lovely, thank you");

  await page.keyboard.press("Escape");
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("New conv");
  await page.keyboard.press("Enter");
  await dialog.getByLabel("Phone number").fill("+34 655 000 111");
  await dialog.getByRole("button", { name: "Begin" }).click();
  await expect(page.getByRole("textbox", { name: "Answer Dora" })).toBeFocused();
});
