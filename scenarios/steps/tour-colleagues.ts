import { expect, type Page } from "@playwright/test";
import type { Look } from "#scenarios/steps/tour.ts";

/** Shows how colleagues talk about a conversation and pass it on. The conversation must be there, and a colleague called Ben. */
export async function tourColleagues(page: Page, customer: string, look: Look): Promise<void> {
  await page.goto("/inbox");
  await page.getByRole("region", { name: "Conversations" }).getByRole("link", { name: customer }).click();
  await expect(page.getByRole("log")).toBeVisible();
  await page.getByRole("tab", { name: "Note" }).click();
  const note = page.getByRole("textbox", { name: `Note about ${customer}` });
  await note.pressSequentially("@b");
  await expect(page.getByRole("option", { name: /^Ben/ })).toBeVisible();
  await look(page, "mentioning a colleague");
  await note.press("Enter");
  await note.press("Enter");
  await expect(page.getByRole("log").getByText("Note for colleagues").last()).toBeVisible();
  await look(page, "a note");

  await page.getByRole("button", { name: "More for this conversation" }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await look(page, "the menu of a conversation");
  await page.getByRole("menuitem", { name: "Transfer" }).click();
  const dialog = page.getByRole("dialog", { name: `Transfer ${customer}` });
  await dialog.getByRole("radiogroup").getByText("Ben").first().click();
  await look(page, "a transfer");
  await dialog.getByRole("button", { name: /^Transfer to Ben/ }).click();
  await expect(dialog).toBeHidden();
}

/** Shows the bell with what concerns a member, and the offer to show it outside of the page. */
export async function tourBell(page: Page, look: Look): Promise<void> {
  await page.goto("/inbox?queue=mentions");
  await page.getByRole("button", { name: /^Alerts/ }).click();
  await expect(page.getByRole("region", { name: "Alerts" }).getByRole("listitem").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Allow" })).toBeVisible();
  await look(page, "the bell");
}
