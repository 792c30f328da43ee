import { assignConversation } from "#contract/conversations.ts";
import { sendMessage } from "#contract/messages.ts";
import { answer, answerField, messageSaying, messagesWith, openConversation, rowOf } from "#scenarios/steps/inbox.ts";
import { join } from "#scenarios/steps/join.ts";
import { letIn } from "#scenarios/steps/let-in.ts";
import { ownLine } from "#scenarios/steps/own-line.ts";
import { chatOn } from "#scenarios/steps/phone.ts";
import { expect, story } from "#scenarios/story.ts";

story(
  "of two members who take a conversation at once, the second learns who has it",
  async ({ telegram, wokfow, shop, ana, person }) => {
    telegram.customer({ firstName: "Lena", lastName: "Berg" }).write(shop.bot, "Hello?");
    const anas = await ana();
    const bens = await person();
    await letIn(bens, wokfow.address, await join(shop, "Ben Keller"));
    await bens.goto("/inbox");
    for (const page of [anas, bens]) await openConversation(page, "Lena Berg");

    // Ben's click is on its way until Ana's has arrived.
    const way = Promise.withResolvers<void>();
    const clicked = bens.waitForRequest(
      (request) => request.method() === assignConversation.method && request.url().endsWith("/assignment"),
    );
    await bens.route("**/assignment", async (route) => {
      await way.promise;
      await route.continue();
    });
    await bens.keyboard.press("a");
    await clicked;
    await anas.keyboard.press("a");
    await expect(anas.getByRole("button", { name: "Assignee: Ana Ortiz" })).toBeVisible();
    await expect(anas.getByRole("log").getByText("You assigned this to yourself")).toBeVisible();
    way.resolve();

    await expect(bens.getByRole("alert")).toContainText("Ana Ortiz has this conversation now.");
    await expect(bens.getByRole("button", { name: "Assignee: Ana Ortiz" })).toBeVisible();
    await expect(anas.getByRole("button", { name: "Assignee: Ana Ortiz" })).toBeVisible();
  },
);

story(
  "what a member has read is read in all their browsers, and not in a colleague's",
  async ({ telegram, wokfow, shop, ana, person }) => {
    const omar = telegram.customer({ firstName: "Omar", lastName: "Haddad" });
    omar.write(shop.bot, "Good morning");
    const desk = await ana();
    const laptop = await ana();
    const bens = await person();
    await letIn(bens, wokfow.address, await join(shop, "Ben Keller"));
    await bens.goto("/inbox");
    for (const page of [desk, laptop, bens]) await expect(rowOf(page, "Omar Haddad")).toContainText("1 unread");
    await expect(laptop).toHaveTitle(/^\(1\)/);

    await openConversation(desk, "Omar Haddad");
    await expect(rowOf(laptop, "Omar Haddad")).not.toContainText("unread");
    await expect(laptop).not.toHaveTitle(/^\(1\)/);
    await expect(rowOf(bens, "Omar Haddad")).toContainText("1 unread");
  },
);

story("a draft survives a reload and is gone once it was sent", async ({ telegram, shop, ana }) => {
  const omar = telegram.customer({ firstName: "Omar", lastName: "Haddad" });
  omar.write(shop.bot, "Do you ship to Oslo?");
  const page = await ana();
  await openConversation(page, "Omar Haddad");
  await answerField(page, "Omar Haddad").fill("We do, and it takes");
  await page.reload();
  await expect(answerField(page, "Omar Haddad")).toHaveValue("We do, and it takes");
  await answerField(page, "Omar Haddad").press("Enter");
  await expect(messageSaying(page, "We do, and it takes")).toBeVisible();
  await page.reload();
  await expect(messageSaying(page, "We do, and it takes")).toBeVisible();
  await expect(answerField(page, "Omar Haddad")).toHaveValue("");
});

story("after a dropped line the messages that were missed are there", async ({ telegram, wokfow, shop, ana }) => {
  const mia = telegram.customer({ firstName: "Mia", lastName: "Chen" });
  mia.write(shop.bot, "First");
  const line = await ownLine(wokfow.address);
  const page = await ana(`${line.address}/inbox`);
  await openConversation(page, "Mia Chen");
  await expect(messageSaying(page, "First")).toBeVisible();

  line.cut();
  await expect(page.getByText("Reconnecting…")).toBeVisible();
  mia.write(shop.bot, "Second, while nobody listened");
  telegram.customer({ firstName: "Lena", lastName: "Berg" }).write(shop.bot, "And I am new here");
  await expect.poll(() => shop.bot.pendingUpdates()).toBe(0);
  await expect(messageSaying(page, "First")).toBeVisible();
  await expect(rowOf(page, "Lena Berg")).toBeHidden();

  line.mend();
  await expect(messageSaying(page, "Second, while nobody listened")).toBeVisible();
  await expect(rowOf(page, "Lena Berg")).toBeVisible();
  await expect(page.getByText("Reconnecting…")).toBeHidden();
  await line.close();
});

story(
  "what was written while the line was cut goes out by itself, once and in order",
  async ({ telegram, wokfow, shop, ana }) => {
    const mia = telegram.customer({ firstName: "Mia", lastName: "Chen" });
    const lena = telegram.customer({ firstName: "Lena", lastName: "Berg" });
    for (const customer of [mia, lena]) customer.write(shop.bot, "Hello?");
    const line = await ownLine(wokfow.address);
    const page = await ana(`${line.address}/inbox`);
    await openConversation(page, "Lena Berg");
    await openConversation(page, "Mia Chen");

    line.cut();
    await answer(page, "Mia Chen", "One");
    await answer(page, "Mia Chen", "Two");
    await expect(page.getByRole("alert")).toContainText("It is sent by itself as soon as it can be.");
    await rowOf(page, "Lena Berg").click();
    await expect(rowOf(page, "Mia Chen")).toContainText("Not sent");

    line.mend();
    await expect.poll(() => chatOn(mia, shop.bot)).toContain("bot: Two");
    expect(chatOn(mia, shop.bot).filter((said) => said.startsWith("bot: "))).toEqual(["bot: One", "bot: Two"]);
    await expect(rowOf(page, "Mia Chen")).not.toContainText("Not sent");
    await line.close();
  },
);

story("an answer of the server that comes late undoes nothing that was told since", async ({ telegram, shop, ana }) => {
  const lena = telegram.customer({ firstName: "Lena", lastName: "Berg" });
  lena.write(shop.bot, "Is it dishwasher-safe?");
  const page = await ana();
  await openConversation(page, "Lena Berg");
  const sent = messagesWith(page, "Lena Berg").getByText("Sent", { exact: true }).last();

  // The message is at the customer's before the page is told that it was accepted.
  const late = Promise.withResolvers<void>();
  await page.route("**/messages", async (route) => {
    if (route.request().method() !== sendMessage.method) return route.fallback();
    const accepted = await route.fetch();
    await expect(sent).toBeAttached();
    await route.fulfill({ response: accepted });
    late.resolve();
  });
  await answer(page, "Lena Berg", "It is.");
  await late.promise;
  await page.unroute("**/messages");
  await answer(page, "Lena Berg", "And for the oven, too.");
  await expect(messageSaying(page, "And for the oven, too.")).toBeVisible();
  await expect.poll(() => chatOn(lena, shop.bot)).toContain("bot: And for the oven, too.");
  await expect(page.getByRole("log").getByText("Waiting to be sent")).toHaveCount(0);
  await expect(sent).toBeAttached();
});
