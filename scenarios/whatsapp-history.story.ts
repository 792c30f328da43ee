import { messagesWith, openConversation, rowOf } from "#scenarios/steps/inbox.ts";
import { linkPhone } from "#scenarios/steps/link-phone.ts";
import { days, expect } from "#scenarios/story.ts";
import { whatsappStory as story } from "#scenarios/whatsapp-story.ts";

story(
  "the recent chats of a newly linked phone come in, and nobody is asked to answer them",
  async ({ whatsapp, clock, ana }) => {
    const phone = whatsapp.phone({ number: "4915123456789", name: "Ortiz Bowls" });
    const lena = whatsapp.phone({ number: "34600111222", name: "Lena Berg" });
    const ago = (count: number) => new Date(clock.now().getTime() - days(count));
    phone.rememberPast(lena, [
      { fromMe: false, text: "Do you make lids?", at: ago(80) },
      ...Array.from({ length: 12 }, (_, index) => ({
        fromMe: index % 2 === 1,
        text: `Line ${index + 1} about bowls`,
        at: ago(12 - index),
      })),
    ]);
    const page = await ana("/settings/integrations");
    const fetching = page.getByRole("article", { name: "Ortiz Bowls" }).getByText(/^Fetching recent chats \d+ %$/);
    const giveOnLinking = whatsapp.faults.add({ kind: "hold history" });
    await Promise.all([linkPhone(page, phone), expect(fetching).toBeVisible()]);
    giveOnLinking();
    await expect(fetching).toBeHidden();

    phone.rememberPast(lena, [{ fromMe: false, text: "Who makes your bowls?", at: ago(20) }]);
    const giveOnRequest = whatsapp.faults.add({ kind: "hold history" });
    await page.getByRole("button", { name: "More for Ortiz Bowls" }).click();
    await page.getByRole("menuitem", { name: "Fetch recent chats" }).click();
    await expect(page.getByText("The phone was asked for its chats of the last 30 days.")).toBeVisible();
    await expect(fetching).toBeVisible();
    giveOnRequest();
    await expect(fetching).toBeHidden();

    await page.goto("/inbox");
    await expect(page.getByText("No open conversations")).toBeVisible();
    await page.getByRole("link", { name: "Archive" }).click();
    await expect(rowOf(page, "Lena Berg")).toContainText("Line 12 about bowls");
    await expect(rowOf(page, "Lena Berg")).not.toContainText("unread");

    lena.write(phone, "And today?");
    await page.getByRole("link", { name: "All", exact: true }).click();
    await expect(rowOf(page, "Lena Berg")).toContainText("And today?");
    await openConversation(page, "Lena Berg");
    const thread = messagesWith(page, "Lena Berg");
    await expect(thread).toContainText("Line 1 about bowls");
    await expect(thread).toContainText("Who makes your bowls?");
    await expect(thread).not.toContainText("Do you make lids?");
  },
);
