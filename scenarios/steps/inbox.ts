import type { Locator, Page } from "@playwright/test";

/** The row of a customer in the list of conversations. */
export function rowOf(page: Page, name: string): Locator {
  return page.getByRole("region", { name: "Conversations" }).getByRole("link", { name });
}

/** The messages of the open conversation. */
export function messagesWith(page: Page, name: string): Locator {
  return page.getByRole("log", { name: `Messages with ${name}` });
}

/** Where the answer to a customer is written. */
export function answerField(page: Page, name: string): Locator {
  return page.getByRole("textbox", { name: `Answer ${name}` });
}

/** Opens the conversation with a customer by a click. */
export async function openConversation(page: Page, name: string): Promise<void> {
  await rowOf(page, name).click();
  await messagesWith(page, name).waitFor();
}

/** Writes an answer into the open conversation and sends it with Enter. */
export async function answer(page: Page, name: string, text: string): Promise<void> {
  await answerField(page, name).fill(text);
  await answerField(page, name).press("Enter");
}

/** The line of one message in the open thread. */
export function messageSaying(page: Page, text: string | RegExp): Locator {
  return page.getByRole("log").locator("[data-message]").filter({ hasText: text });
}
