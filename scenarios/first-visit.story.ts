import { connectBot } from "#scenarios/steps/connect-bot.ts";
import { answer, messageSaying, openConversation, rowOf } from "#scenarios/steps/inbox.ts";
import { listenForRings } from "#scenarios/steps/listen.ts";
import { chatOn } from "#scenarios/steps/phone.ts";
import { signUp } from "#scenarios/steps/sign-up.ts";
import { expect, story } from "#scenarios/story.ts";

story("from the first visit to an answered customer", async ({ telegram, person }) => {
  const page = await person();
  const rings = await listenForRings(page);

  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Create your workspace" })).toBeVisible();
  await signUp(page, {
    workspace: "Ortiz Shop",
    name: "Ana Ortiz",
    email: "ana@ortiz.example",
    password: "seven blue bowls",
  });

  await page.getByRole("link", { name: "Connect a channel" }).click();
  const bot = telegram.createBot({ username: "ortiz_shop_bot", name: "Ortiz Shop" });
  await connectBot(page, bot.token);
  await expect(page.getByRole("article", { name: "Ortiz Shop" }).getByText("CONNECTED", { exact: true })).toBeVisible();

  await page.getByRole("link", { name: "Inbox" }).click();
  const lena = telegram.customer({ firstName: "Lena", lastName: "Berg", username: "lena_berg" });
  lena.start(bot);
  lena.write(bot, "Is the blue bowl still there?");
  await expect(rowOf(page, "Lena Berg")).toContainText("Is the blue bowl still there?");
  await expect(rowOf(page, "Lena Berg")).toContainText("2 unread");
  await expect.poll(() => rings).toHaveLength(2);

  await openConversation(page, "Lena Berg");
  await expect(rowOf(page, "Lena Berg")).not.toContainText("unread");
  await answer(page, "Lena Berg", "Yes, three of them.");
  await expect.poll(() => chatOn(lena, bot)).toContain("bot: Yes, three of them.");
  await expect(messageSaying(page, "Yes, three of them.")).toBeVisible();
  await expect(page.getByRole("log").getByText("Sent", { exact: true })).toBeAttached();
});
