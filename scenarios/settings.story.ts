import { editProfile } from "#contract/members.ts";
import { messageSaying, openConversation } from "#scenarios/steps/inbox.ts";
import { picture, shownWidth } from "#scenarios/steps/pictures.ts";
import { signIn } from "#scenarios/steps/sign-in.ts";
import { expect, story } from "#scenarios/story.ts";

story(
  "a new name, face and time zone show in the inbox that is open in another browser",
  async ({ telegram, shop, ana }) => {
    telegram.customer({ firstName: "Lena", lastName: "Berg" }).write(shop.bot, "Who are you?");
    const laptop = await ana();
    await openConversation(laptop, "Lena Berg");
    await laptop.keyboard.press("a");
    const assignee = laptop.getByRole("button", { name: /^Assignee:/ });
    await expect(assignee).toHaveAccessibleName("Assignee: Ana Ortiz");

    const desk = await ana("/settings/profile");
    await desk.getByLabel("Display name").fill("Ana María Ortiz");
    await desk.getByLabel("Display name").press("Enter");
    await expect(desk.getByText("Saved")).toBeVisible();
    await expect(assignee).toHaveAccessibleName("Assignee: Ana María Ortiz");
    await expect(laptop.getByRole("button", { name: "Ana María Ortiz: profile, theme, sign out" })).toBeVisible();

    const chooser = desk.waitForEvent("filechooser");
    await desk.getByRole("button", { name: "Choose picture" }).click();
    await (await chooser).setFiles({ name: "me.png", mimeType: "image/png", buffer: await picture(640, 480, "png") });
    await desk.getByRole("button", { name: "Use this picture" }).click();
    await expect(desk.getByRole("button", { name: "Remove picture" })).toBeVisible();
    await expect.poll(() => shownWidth(assignee.locator("img"))).toBeGreaterThan(0);

    const time = messageSaying(laptop, "Who are you?").locator("xpath=..").locator("time");
    const inBerlin = (await time.textContent()) ?? "";
    await desk.getByLabel("Time zone").fill("Tokyo");
    await desk.getByRole("option", { name: "Asia/Tokyo" }).click();
    await expect(desk.getByText("Saved").first()).toBeVisible();
    await expect(time).not.toHaveText(inBerlin);
  },
);

story(
  "a new e-mail address is the one to sign in with, and a role cannot be given to oneself",
  async ({ shop, ana, person }) => {
    const laptop = await ana("/settings/profile");
    const desk = await ana("/settings/profile");
    await desk.getByRole("button", { name: "Change e-mail" }).click();
    const dialog = desk.getByRole("dialog", { name: "Change e-mail" });
    await dialog.getByLabel("New e-mail").fill("ana.maria@ortiz.example");
    await dialog.getByLabel("Your password").fill("not this one");
    await dialog.getByRole("button", { name: "Change e-mail" }).click();
    await expect(dialog.getByLabel("Your password")).toHaveAccessibleDescription(/password/);
    await dialog.getByLabel("Your password").fill(shop.owner.password);
    await dialog.getByRole("button", { name: "Change e-mail" }).click();
    await expect(dialog).toBeHidden();
    await expect(laptop.getByText("ana.maria@ortiz.example")).toBeVisible();

    const phone = await person();
    await phone.goto("/");
    await signIn(phone, shop.owner);
    await expect(phone.getByRole("alert")).toBeVisible();
    await signIn(phone, { ...shop.owner, email: "ana.maria@ortiz.example" });
    await expect(phone.getByRole("navigation", { name: "Rooms" })).toBeVisible();

    await expect(laptop.getByText("Owner", { exact: true })).toBeVisible();
    const crafted = await laptop.evaluate(
      async ([method, address]) => {
        const body = JSON.stringify({ displayName: "Ana Ortiz", role: "admin" });
        const answer = await fetch(address, { method, body, headers: { "content-type": "application/json" } });
        return answer.status;
      },
      [editProfile.method, `/api/v1${editProfile.path}`] as const,
    );
    expect(crafted).toBe(editProfile.status);
    await laptop.reload();
    await expect(laptop.getByText("Owner", { exact: true })).toBeVisible();
  },
);

story("a new password ends every other session at once", async ({ shop, ana }) => {
  const laptop = await ana();
  const desk = await ana("/settings/profile");
  await desk.getByRole("button", { name: "Change password" }).click();
  const dialog = desk.getByRole("dialog", { name: "Change password" });
  await dialog.getByLabel("Current password").fill(shop.owner.password);
  await dialog.getByLabel("New password", { exact: true }).fill("eleven green plates");
  await expect(dialog.getByText(/trong$/)).toBeVisible();
  await dialog.getByRole("button", { name: "Change password" }).click();
  await expect(desk.getByText(/Your password is changed\. \d other sessions? (was|were) ended\./)).toBeVisible();

  await expect(laptop.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await signIn(laptop, { ...shop.owner, password: "eleven green plates" });
  await expect(laptop.getByRole("heading", { name: "Inbox", level: 1 })).toBeAttached();
  await expect(desk.getByRole("heading", { name: "My profile" })).toBeVisible();
});

story("what is set for the workspace shows in every open browser", async ({ ana }) => {
  const laptop = await ana("/settings/general");
  const desk = await ana("/settings/general");

  await desk.getByLabel("Workspace name").fill("Ortiz Ceramics");
  await desk.getByLabel("Workspace name").press("Enter");
  await expect(laptop.getByLabel("Workspace name")).toHaveValue("Ortiz Ceramics");
  await laptop.getByRole("button", { name: /profile, theme, sign out/ }).click();
  await expect(laptop.getByRole("menu").getByText("Ortiz Ceramics")).toBeVisible();
  await laptop.keyboard.press("Escape");

  await expect(laptop.getByLabel("Channel alerts")).toBeChecked();
  await desk.getByText("Channel alerts", { exact: true }).click();
  await expect(laptop.getByLabel("Channel alerts")).not.toBeChecked();

  await desk.getByText("Archive by itself", { exact: true }).click();
  await desk.getByLabel("Days without a message").fill("45");
  await expect(desk.getByText(/^Nothing would be archived now/)).toBeVisible();
  await desk.getByRole("button", { name: "Save" }).click();
  await expect(laptop.getByLabel("Archive by itself")).toBeChecked();
  await expect(laptop.getByLabel("Days without a message")).toHaveValue("45 days");
});
