import { answer, answerField, messageSaying, openConversation } from "#scenarios/steps/inbox.ts";
import { chatOn } from "#scenarios/steps/phone.ts";
import { expect, story } from "#scenarios/story.ts";

story(
  "a customer who blocks the bot gets nothing, and the member learns why and what helps",
  async ({ telegram, shop, ana }) => {
    const lena = telegram.customer({ firstName: "Lena", lastName: "Berg" });
    lena.write(shop.bot, "Please stop writing to me.");
    const page = await ana();
    await openConversation(page, "Lena Berg");

    // Longer than the pauses between two looks at whether it is on its way.
    telegram.faults.add({ kind: "slow", ms: 4_000, method: "sendMessage", times: 1 });
    await answer(page, "Lena Berg", "We are sorry.");
    const onItsWay = () =>
      telegram.requests.some(({ method, outcome }) => method === "sendMessage" && outcome === "open");
    await expect.poll(onItsWay).toBe(true);
    lena.block(shop.bot);

    const refused = messageSaying(page, "We are sorry.");
    await expect(refused).toContainText("The customer has blocked this channel.");
    await expect(page.getByRole("log").getByText("Lena Berg blocked this channel")).toBeVisible();
    await expect(page.getByText("An answer is possible again when they unblock it.")).toBeVisible();
    await expect(answerField(page, "Lena Berg")).toBeHidden();
    expect(chatOn(lena, shop.bot)).toEqual(["customer: Please stop writing to me."]);

    lena.unblock(shop.bot);
    await expect(answerField(page, "Lena Berg")).toBeVisible();
    await refused.getByRole("button", { name: "Send again" }).click();
    await expect.poll(() => chatOn(lena, shop.bot)).toContain("bot: We are sorry.");
    await expect(messageSaying(page, "We are sorry.")).not.toContainText("blocked");
  },
);

story(
  "when Telegram's answer is lost, a person decides whether the message is sent again",
  async ({ telegram, shop, ana }) => {
    const omar = telegram.customer({ firstName: "Omar", lastName: "Haddad" });
    omar.write(shop.bot, "When do you open?");
    const page = await ana();
    await openConversation(page, "Omar Haddad");
    const onPhone = (text: string) => chatOn(omar, shop.bot).filter((line) => line === `bot: ${text}`).length;

    telegram.faults.add({ kind: "answer lost", method: "sendMessage", times: 1 });
    await answer(page, "Omar Haddad", "At nine.");
    const first = messageSaying(page, "At nine.");
    await expect(first).toContainText("it may have arrived or not");
    expect(onPhone("At nine.")).toBe(1);
    await first.getByRole("button", { name: "It arrived" }).click();
    await expect(first).not.toContainText("it may have arrived or not");
    await expect(page.getByRole("log").getByText("Sent", { exact: true })).toBeAttached();

    telegram.faults.add({ kind: "answer lost", method: "sendMessage", times: 1 });
    await answer(page, "Omar Haddad", "On Sunday at ten.");
    const second = messageSaying(page, "On Sunday at ten.");
    await expect(second).toContainText("it may have arrived or not");
    await second.getByRole("button", { name: "Send again" }).click();
    await expect.poll(() => onPhone("On Sunday at ten.")).toBe(2);
    await expect(second).not.toContainText("it may have arrived or not");

    telegram.faults.add({ kind: "answer lost", method: "sendMessage", times: 1 });
    await answer(page, "Omar Haddad", "Bring a bag.");
    const third = messageSaying(page, "Bring a bag.");
    await third.getByRole("button", { name: "Give it up" }).click();
    await expect(third).not.toContainText("it may have arrived or not");
    expect(onPhone("Bring a bag.")).toBe(1);
  },
);
