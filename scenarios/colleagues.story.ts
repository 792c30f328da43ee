import { listMembers } from "#contract/members.ts";
import { addTeamMember, createTeam, removeTeamMember } from "#contract/teams.ts";
import { editWorkspace } from "#contract/workspaces.ts";
import type { Shop } from "#scenarios/steps/found-shop.ts";
import { answer, messageSaying, messagesWith, openConversation, rowOf } from "#scenarios/steps/inbox.ts";
import { join } from "#scenarios/steps/join.ts";
import { letIn } from "#scenarios/steps/let-in.ts";
import { expectOpenToEveryone, expectToFit } from "#scenarios/steps/look.ts";
import { chatOn } from "#scenarios/steps/phone.ts";
import { collectPopups } from "#scenarios/steps/popups.ts";
import { tourBell, tourColleagues } from "#scenarios/steps/tour-colleagues.ts";
import { transfer } from "#scenarios/steps/transfer.ts";
import { longName, writeMuch } from "#scenarios/steps/write-much.ts";
import { expect, story } from "#scenarios/story.ts";

story(
  "a note mentions a colleague, the customer never hears of it, and the colleague finds it from the bell",
  async ({ telegram, wokfow, shop, ana, person }) => {
    const lena = telegram.customer({ firstName: "Lena", lastName: "Berg" });
    lena.write(shop.bot, "Is it dishwasher-safe?");
    const bens = await person();
    await letIn(bens, wokfow.address, await join(shop, "Ben Keller"));
    const popups = await collectPopups(bens);
    await bens.goto("/settings/general");
    await bens.getByText("Show notifications", { exact: true }).click();
    await expect(bens.getByLabel("Show notifications")).toBeChecked();

    const anas = await ana();
    await openConversation(anas, "Lena Berg");
    await anas.keyboard.press("n");
    await anas.getByRole("textbox", { name: "Note about Lena Berg" }).pressSequentially("Ask @be");
    await expect(anas.getByRole("option", { name: "Ben Keller" })).toBeVisible();
    await anas.keyboard.press("Enter");
    await anas.keyboard.type("about the glaze");
    await anas.keyboard.press("Enter");
    await expect(messageSaying(anas, "Ask @Ben Keller about the glaze")).toBeVisible();
    await anas.getByRole("tab", { name: "Answer" }).click();
    await answer(anas, "Lena Berg", "It is.");
    await expect.poll(() => chatOn(lena, shop.bot)).toContain("bot: It is.");
    expect(chatOn(lena, shop.bot).filter((said) => said.startsWith("bot: "))).toEqual(["bot: It is."]);

    await expect.poll(() => popups).toEqual(["Ana Ortiz mentioned you in the conversation with Lena Berg"]);
    await bens.getByRole("button", { name: "Alerts, 1 new" }).click();
    await bens.getByRole("link", { name: "Ana Ortiz mentioned you in the conversation with Lena Berg" }).click();
    await expect(messageSaying(bens, "Ask @Ben Keller about the glaze")).toBeInViewport();
    await bens.getByRole("link", { name: "Mentions" }).click();
    await expect(rowOf(bens, "Lena Berg")).toBeVisible();
    await expect(bens.getByRole("button", { name: "Alerts", exact: true })).toBeVisible();
  },
);

story(
  "a transfer takes a conversation off the screens of one team and puts it onto those of the other",
  async ({ telegram, wokfow, shop, ana, person }) => {
    const ben = await join(shop, "Ben Keller");
    const cara = await join(shop, "Cara Cruz");
    const membership = await makeTeam(shop, "Sales", "Ben Keller");
    await makeTeam(shop, "Support", "Cara Cruz");
    await shop.office.ok(editWorkspace, { body: { visibility: "teams" } });
    telegram.customer({ firstName: "Lena", lastName: "Berg" }).write(shop.bot, "Where is my parcel?");
    const anas = await ana();
    const [bens, caras] = await Promise.all([person(), person()]);
    await letIn(bens, wokfow.address, ben);
    await letIn(caras, wokfow.address, cara);
    for (const page of [bens, caras]) await page.goto("/inbox");

    await openConversation(anas, "Lena Berg");
    await transfer(anas, "Lena Berg", "Sales");
    await expect(anas.getByRole("log").getByText("You transferred this to Sales")).toBeVisible();
    await openConversation(bens, "Lena Berg");
    await expect(rowOf(caras, "Lena Berg")).toBeHidden();

    await transfer(bens, "Lena Berg", "Support", "She wants her money back");
    await expect(bens.getByText("Support has this conversation now")).toBeVisible();
    await expect(rowOf(bens, "Lena Berg")).toBeHidden();
    await caras.getByRole("button", { name: "Alerts, 1 new" }).click();
    await caras.getByRole("link", { name: "Ben Keller transferred Lena Berg to Support" }).click();
    await expect(messagesWith(caras, "Lena Berg").getByText("She wants her money back")).toBeVisible();
    await expect(
      caras.getByRole("navigation", { name: "Queues" }).getByRole("link", { name: "Support 1" }),
    ).toBeVisible();

    await transfer(anas, "Lena Berg", "Sales");
    await expect(caras.getByText("This conversation is no longer open to you")).toBeVisible();
    await expect(rowOf(caras, "Lena Berg")).toBeHidden();
    await openConversation(bens, "Lena Berg");
    await shop.office.ok(removeTeamMember, { params: membership });
    await expect(bens.getByText("This conversation is no longer open to you")).toBeVisible();
    await expect(bens.getByText("Where is my parcel?")).toHaveCount(0);
  },
);

story(
  "a mention of somebody who has lost sight of the conversation is refused, and the note can be changed",
  async ({ telegram, shop, ana }) => {
    await join(shop, "Ben Keller");
    telegram.customer({ firstName: "Lena", lastName: "Berg" }).write(shop.bot, "Hello?");
    const page = await ana();
    await openConversation(page, "Lena Berg");
    await page.keyboard.press("n");
    const note = page.getByRole("textbox", { name: "Note about Lena Berg" });
    await note.pressSequentially("@ben");
    await page.getByRole("option", { name: "Ben Keller" }).click();
    await page.keyboard.type("have a look");
    await shop.office.ok(editWorkspace, { body: { visibility: "teams" } });
    await note.press("Enter");
    await expect(page.getByRole("alert")).toContainText("This conversation is not visible to Ben Keller");

    await page.getByRole("button", { name: "Edit" }).click();
    await expect(note).toHaveValue("@Ben Keller have a look");
    await note.fill("Ben should have a look");
    await note.press("Enter");
    await expect(messageSaying(page, "Ben should have a look")).toBeVisible();
    await expect(page.getByRole("alert")).toBeHidden();
  },
);

story("notes, transfers and the bell are open to everyone", async ({ telegram, wokfow, shop, ana, person }) => {
  story.slow();
  telegram.customer({ firstName: "Lena", lastName: "Berg" }).write(shop.bot, "Where is my parcel?");
  const ben = await join(shop, "Ben Keller");
  await makeTeam(shop, "Sales", "Ben Keller");
  await tourColleagues(await ana(), "Lena Berg", expectOpenToEveryone);
  const bens = await person();
  await letIn(bens, wokfow.address, ben);
  await collectPopups(bens);
  await tourBell(bens, expectOpenToEveryone);
});

story.describe("on a screen of 360 pixels", () => {
  story.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

  story("notes, transfers and the bell fit", async ({ telegram, wokfow, shop, ana, person }) => {
    await writeMuch(telegram, shop);
    const ben = await join(shop, `Ben ${"Keller-Papadopoulos-".repeat(5)}`);
    await makeTeam(shop, "Returns and complaints of northern Europe, weekends and holidays too", "Ana Ortiz");
    await tourColleagues(await ana(), longName, expectToFit);
    const bens = await person();
    await letIn(bens, wokfow.address, ben);
    await collectPopups(bens);
    await tourBell(bens, expectToFit);
  });
});

async function makeTeam({ office }: Shop, name: string, member: string) {
  const { id: teamId } = await office.ok(createTeam, { body: { name } });
  const { items } = await office.ok(listMembers);
  const memberId = items.find(({ displayName }) => displayName === member)?.id ?? "";
  await office.ok(addTeamMember, { params: { teamId, memberId } });
  return { teamId, memberId };
}
