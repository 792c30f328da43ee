import { readFile } from "node:fs/promises";
import { chooseFile, dragFile, pasteFile } from "#scenarios/steps/files.ts";
import { answerField, messageSaying, messagesWith, openConversation } from "#scenarios/steps/inbox.ts";
import { picture, shownWidth } from "#scenarios/steps/pictures.ts";
import { expect, story } from "#scenarios/story.ts";

story("a customer's picture is shown small in the thread and large on a click", async ({ telegram, shop, ana }) => {
  const lena = telegram.customer({ firstName: "Lena", lastName: "Berg" });
  await lena.sendPhoto(shop.bot, await picture(1600, 1200), { caption: "It arrived like this" });

  const page = await ana();
  await openConversation(page, "Lena Berg");
  const message = messageSaying(page, "It arrived like this");
  const thumbnail = message.getByRole("button", { name: "Picture" }).getByRole("img");
  await expect.poll(() => shownWidth(thumbnail)).toBeGreaterThan(0);
  const small = await shownWidth(thumbnail);

  await thumbnail.click();
  const large = page.getByRole("dialog", { name: "Picture" });
  await expect.poll(() => shownWidth(large.getByRole("img", { name: "Picture" }))).toBeGreaterThan(small);
  await page.keyboard.press("Escape");
  await expect(large).toBeHidden();
});

story("pictures are pasted, dragged and chosen, and reach the customer's phone", async ({ telegram, shop, ana }) => {
  const omar = telegram.customer({ firstName: "Omar", lastName: "Haddad" });
  omar.write(shop.bot, "Which blue do you have?");
  const page = await ana();
  await openConversation(page, "Omar Haddad");
  const field = answerField(page, "Omar Haddad");
  const attached = page.getByRole("list", { name: "Attached files" });
  const photos = () => omar.thread(shop.bot).filter(({ from, message }) => from === "bot" && message.photo);

  await pasteFile(field, { name: "pasted.png", mimeType: "image/png", buffer: await picture(300, 200, "png") });
  await expect(attached.getByText("pasted.png")).toBeVisible();
  await expect(page.getByRole("button", { name: "Send" })).toBeEnabled();
  await field.fill("This one");
  await field.press("Enter");
  await expect.poll(() => photos().map(({ message }) => message.caption)).toEqual(["This one"]);
  await expect(attached).toBeHidden();

  const thread = messagesWith(page, "Omar Haddad");
  await dragFile(thread, { name: "dragged.jpg", mimeType: "image/jpeg", buffer: await picture(400, 300) });
  await chooseFile(page, page.getByRole("button", { name: "Attach files" }), {
    name: "chosen.jpg",
    mimeType: "image/jpeg",
    buffer: await picture(500, 300),
  });
  await expect(attached.getByRole("listitem")).toHaveCount(2);
  await expect(page.getByRole("button", { name: "Send" })).toBeEnabled();
  await page.getByRole("button", { name: "Send" }).click();
  await expect.poll(() => photos().length).toBe(3);
  await expect.poll(() => thread.getByRole("img").count()).toBeGreaterThanOrEqual(3);
  await expect.poll(() => shownWidth(thread.getByRole("img").last())).toBeGreaterThan(0);
});

story("documents travel both ways as they are", async ({ telegram, shop, ana }) => {
  const mia = telegram.customer({ firstName: "Mia", lastName: "Chen" });
  const order = Buffer.from("%PDF-1.4\n% an order of twelve bowls\n%%EOF\n");
  await mia.sendDocument(shop.bot, { name: "order.pdf", mimeType: "application/pdf", bytes: order });

  const page = await ana();
  await openConversation(page, "Mia Chen");
  const download = page.waitForEvent("download");
  await page.getByRole("log").getByRole("link", { name: "order.pdf" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("order.pdf");
  expect(await readFile(await file.path())).toEqual(order);

  const list = { name: "price list.csv", mimeType: "text/csv", buffer: Buffer.from("bowl;12.50\njug;19.00\n") };
  await chooseFile(page, page.getByRole("button", { name: "Attach files" }), list);
  await expect(page.getByRole("list", { name: "Attached files" }).getByText("price list.csv")).toBeVisible();
  await expect(page.getByRole("button", { name: "Send" })).toBeEnabled();
  await page.getByRole("button", { name: "Send" }).click();
  await expect
    .poll(() => mia.thread(shop.bot).map(({ message }) => message.document?.file_name))
    .toContain("price list.csv");
  await expect(page.getByRole("log").getByRole("link", { name: "price list.csv" })).toBeVisible();
});
