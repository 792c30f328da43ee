import type { Page } from "@playwright/test";
import { listChannels } from "#contract/channels.ts";
import { listMembers } from "#contract/members.ts";
import { giveQueue } from "#contract/queues.ts";
import { addTeamMember, createTeam } from "#contract/teams.ts";
import { editWorkspace } from "#contract/workspaces.ts";
import type { Shop } from "#scenarios/steps/found-shop.ts";
import { openConversation, rowOf } from "#scenarios/steps/inbox.ts";
import { join } from "#scenarios/steps/join.ts";
import { letIn } from "#scenarios/steps/let-in.ts";
import { expectOpenToEveryone, expectToFit } from "#scenarios/steps/look.ts";
import { expect, story } from "#scenarios/story.ts";

story(
  "Ana asks why Ben sees a conversation and Eva does not, mends it, and looks at Eva's inbox",
  async ({ telegram, wokfow, shop, ana, person }) => {
    await join(shop, "Ben Keller");
    const eva = await join(shop, "Eva Lind");
    const teamId = await giveShopToSales(shop, "Ben Keller");
    telegram.customer({ firstName: "Lena", lastName: "Berg" }).write(shop.bot, "Is the blue one still there?");
    const evas = await person();
    await letIn(evas, wokfow.address, eva);
    await evas.goto("/inbox");

    const anas = await ana();
    await openConversation(anas, "Lena Berg");
    await anas.getByRole("button", { name: "More for this conversation" }).click();
    await anas.getByRole("menuitem", { name: "Who sees this, and why?" }).click();
    const dialog = anas.getByRole("dialog", { name: "Who sees Lena Berg?" });
    await choose(anas, "Member", "Ben Keller");
    await expect(dialog.getByRole("status")).toHaveText(
      /Ben Keller sees this conversation because they are in team Sales, to which the queue “Ortiz Shop” belongs\./,
    );
    await choose(anas, "Member", "Eva Lind");
    await expect(dialog.getByRole("status")).toHaveText(
      /Eva Lind does not see this conversation because it belongs to team Sales, and they are in no team\./,
    );
    await expect(dialog.getByText(/add them to team Sales/)).toBeVisible();
    await expectOpenToEveryone(anas, "Why?");
    await expect(rowOf(evas, "Lena Berg")).toBeHidden();

    await shop.office.ok(addTeamMember, { params: { teamId, memberId: await idOf(shop, "Eva Lind") } });
    await expect(rowOf(evas, "Lena Berg")).toBeVisible();

    await anas.goto("/settings/users");
    await anas.getByText("Eva Lind").first().click();
    const panel = anas.getByRole("dialog", { name: /Eva Lind/ });
    await panel.getByRole("button", { name: "Ask" }).click();
    await choose(anas, "Conversation", "Lena Berg · Ortiz Shop");
    await expect(anas.getByText(/Eva Lind sees this conversation because they are in team Sales/)).toBeVisible();
    await anas.keyboard.press("Escape");
    await expect(anas.getByRole("dialog", { name: "What Eva Lind sees" })).toBeHidden();
    await panel.getByRole("link", { name: "Inbox as they have it" }).click();

    await expect(anas.getByRole("heading", { name: "Inbox as Eva Lind" })).toBeVisible();
    await expect(anas.getByText("Eva Lind sees their own conversations and those of team Sales.")).toBeVisible();
    await expect(anas.getByRole("list", { name: "Conversations that Eva Lind sees" })).toContainText("Lena Berg");
    await expectOpenToEveryone(anas, "the inbox of a member");
    await anas.setViewportSize({ width: 390, height: 844 });
    await expectToFit(anas, "the inbox of a member");
    await choose(anas, "Queue", "Mine (0)");
    await expect(anas.getByText("Nothing here for them")).toBeVisible();

    await anas.goto("/settings/audit");
    await expect(anas.getByText(/viewed the inbox as Eva Lind/)).toHaveCount(1);
  },
);

/** Sales has the queue of the shop, and Users see only what is theirs and their teams'. */
async function giveShopToSales(shop: Shop, member: string): Promise<string> {
  const { office } = shop;
  const { id: teamId } = await office.ok(createTeam, { body: { name: "Sales" } });
  await office.ok(addTeamMember, { params: { teamId, memberId: await idOf(shop, member) } });
  const [channel] = (await office.ok(listChannels)).items;
  await office.ok(giveQueue, { params: { channelId: channel?.id ?? "" }, body: { teamId } });
  await office.ok(editWorkspace, { body: { visibility: "teams" } });
  return teamId;
}

async function idOf({ office }: Shop, name: string): Promise<string> {
  const { items } = await office.ok(listMembers);
  return items.find(({ displayName }) => displayName === name)?.id ?? "";
}

async function choose(page: Page, what: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: what }).click();
  await page.getByRole("option", { name: option }).click();
}
