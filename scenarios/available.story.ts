import type { Page } from "@playwright/test";
import { listMembers } from "#contract/members.ts";
import { giveQueue, listQueues } from "#contract/queues.ts";
import { addTeamMember, createTeam } from "#contract/teams.ts";
import type { Shop } from "#scenarios/steps/found-shop.ts";
import { openConversation, rowOf } from "#scenarios/steps/inbox.ts";
import { join } from "#scenarios/steps/join.ts";
import { letIn } from "#scenarios/steps/let-in.ts";
import { expect, story } from "#scenarios/story.ts";

story(
  "customers go in turn to whoever says that they are available",
  async ({ telegram, wokfow, shop, ana, person }) => {
    const [bens, leas] = [await person(), await person()];
    await letIn(bens, wokfow.address, await join(shop, "Ben Keller"));
    await letIn(leas, wokfow.address, await join(shop, "Lea Sommer"));
    await giveQueueInTurn(shop);
    for (const page of [bens, leas]) await page.goto("/inbox?queue=mine");

    await chooseStatus(bens, "Busy");
    for (const firstName of ["Mia", "Omar"]) telegram.customer({ firstName }).write(shop.bot, "Is somebody there?");
    for (const name of ["Mia", "Omar"]) await expect(rowOf(leas, name)).toBeVisible();
    await expect(rowOf(bens, "Mia")).toHaveCount(0);

    await chooseStatus(leas, "Away");
    telegram.customer({ firstName: "Nora" }).write(shop.bot, "Good morning");
    const anas = await ana();
    await openConversation(anas, "Nora");
    await anas.getByRole("button", { name: "Assignee: Unassigned" }).click();
    await expect(anas.getByRole("menuitem", { name: "busy Ben Keller" })).toBeVisible();
    await expect(anas.getByRole("menuitem", { name: "away Lea Sommer" })).toBeVisible();

    await bens.goto("/settings/profile");
    await bens.getByRole("radiogroup", { name: "Status" }).getByText("Available").click();
    await expect(anas.getByRole("button", { name: "Assignee: Ben Keller" })).toBeVisible();
    await bens.goto("/inbox?queue=mine");
    await openConversation(bens, "Nora");
    await expect(bens.getByRole("log").getByText("Wokfow assigned this to you")).toBeVisible();
  },
);

/** One team of Ben and Lea is given what comes in, in turn. */
async function giveQueueInTurn({ office }: Shop): Promise<void> {
  const { id: teamId } = await office.ok(createTeam, { body: { name: "Sales", distribution: "round_robin" } });
  const { items: members } = await office.ok(listMembers);
  for (const { id: memberId, role } of members) {
    if (role === "user") await office.ok(addTeamMember, { params: { teamId, memberId } });
  }
  const [queue] = (await office.ok(listQueues)).items;
  await office.ok(giveQueue, { params: { channelId: queue?.channel.id ?? "" }, body: { teamId } });
}

async function chooseStatus(page: Page, status: "Available" | "Busy" | "Away"): Promise<void> {
  await page.getByRole("button", { name: /sign out$/ }).click();
  await page.getByRole("menuitemradio", { name: status }).click();
  await expect(page.getByRole("button", { name: /sign out$/ })).toHaveAttribute("title", status);
}
