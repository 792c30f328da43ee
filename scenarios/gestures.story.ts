import { answerField, messageSaying, messagesWith, openConversation, rowOf } from "#scenarios/steps/inbox.ts";
import { linkAtOnce } from "#scenarios/steps/link-at-once.ts";
import { expect, whatsappStory as story } from "#scenarios/whatsapp-story.ts";

const lenaBerg = { number: "34600111222", name: "Lena Berg" };

story("reactions go both ways and are taken back", async ({ whatsapp, shop, ana }) => {
  const phone = await linkAtOnce(whatsapp, shop);
  const lena = whatsapp.phone(lenaBerg);
  const id = lena.write(phone, "Is the blue bowl still there?");
  const page = await ana();
  await openConversation(page, "Lena Berg");
  const asked = messageSaying(page, "Is the blue bowl still there?");

  await asked.hover();
  await asked.getByRole("button", { name: "React to this message" }).click();
  await page.getByRole("button", { name: "Heart" }).click();
  const reactions = () => [
    ...(lena
      .thread(phone)
      .find((one) => one.id === id)
      ?.reactions.values() ?? []),
  ];
  await expect.poll(reactions).toEqual(["❤️"]);
  await asked.getByRole("button", { name: "❤️ You, take it back" }).click();
  await expect.poll(reactions).toEqual([]);
  await expect(asked.getByRole("list", { name: "Reactions" })).toBeHidden();

  await answerField(page, "Lena Berg").fill("It is");
  await answerField(page, "Lena Berg").press("Enter");
  await expect.poll(() => lena.thread(phone).at(-1)?.text).toBe("It is");
  const answer = messageSaying(page, "It is");
  lena.react(phone, lena.thread(phone).at(-1)?.id ?? "", "🎉");
  await expect(answer.getByRole("list", { name: "Reactions" })).toContainText("🎉");
  await answer.getByRole("button", { name: /^🎉 Lena Berg/ }).hover();
  await expect(page.getByRole("tooltip")).toHaveText("Lena Berg");
});

story("each side sees the other write", async ({ whatsapp, shop, ana }) => {
  const phone = await linkAtOnce(whatsapp, shop);
  const lena = whatsapp.phone(lenaBerg);
  lena.write(phone, "Hello");
  const page = await ana();
  await openConversation(page, "Lena Berg");
  await expect(messageSaying(page, "Hello")).toBeVisible();

  await answerField(page, "Lena Berg").pressSequentially("We have");
  await expect.poll(() => lena.typing(phone)).toBe("composing");
  lena.setTyping(phone, "composing");
  await expect(page.getByRole("status").filter({ hasText: "Lena Berg is writing" })).toBeVisible();
  await expect(rowOf(page, "Lena Berg")).toContainText("writing…");
  lena.setTyping(phone, "recording");
  await expect(page.getByRole("status").filter({ hasText: "Lena Berg is recording" })).toBeVisible();
  await expect(rowOf(page, "Lena Berg")).toContainText("recording…");
  lena.write(phone, "Are you there?");
  await expect(rowOf(page, "Lena Berg")).toContainText("Are you there?");
  await expect(page.getByText("is recording")).toBeHidden();
});

story("what is changed, taken back or could not be read changes in its place", async ({ whatsapp, shop, ana }) => {
  const phone = await linkAtOnce(whatsapp, shop);
  const lena = whatsapp.phone(lenaBerg);
  const id = lena.write(phone, "Two blue bowls");
  const page = await ana();
  await openConversation(page, "Lena Berg");
  await expect(messageSaying(page, "Two blue bowls")).toBeVisible();

  lena.edit(phone, id, "Three blue bowls");
  await expect(messageSaying(page, "Three blue bowls")).toContainText("edited");
  await expect(messageSaying(page, "Two blue bowls")).toBeHidden();
  lena.revoke(phone, id);
  await expect(messageSaying(page, "This message was deleted")).toBeVisible();
  await expect(rowOf(page, "Lena Berg")).toContainText("This message was deleted");

  lena.sendUndecryptable(phone, "Four, then");
  await expect(messageSaying(page, "Four, then")).toBeVisible();
  await expect(messagesWith(page, "Lena Berg").locator("[data-message]")).toHaveCount(2);
});

story("what is written on the phone itself stands in the thread as such", async ({ whatsapp, shop, ana }) => {
  const phone = await linkAtOnce(whatsapp, shop);
  const lena = whatsapp.phone(lenaBerg);
  lena.write(phone, "Hello");
  const page = await ana();
  await openConversation(page, "Lena Berg");
  phone.write(lena, "Written at the till");
  await expect(messageSaying(page, "Written at the till")).toBeVisible();
  await expect(messagesWith(page, "Lena Berg")).toContainText("On the phone");
  await expect(rowOf(page, "Lena Berg")).toContainText("On the phone: Written at the till");
});
