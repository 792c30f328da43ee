import { AxeBuilder } from "@axe-core/playwright";
import sharp from "sharp";
import { expect, test } from "vitest";
import { browserForTests } from "#simulators/shared/harness.ts";
import { connected, graph, setUp, waitFor } from "./harness.ts";

const openPage = browserForTests();

test("a customer writes on the phone, and sees ticks, typing and the answer", { timeout: 120_000 }, async () => {
  const { messenger, app, shop, ana } = await setUp();
  const { token } = await connected(app, shop);
  const page = await openPage(messenger.url);
  const phone = page.getByRole("article", { name: "Phone of Ana Ruiz" });
  await phone.getByRole("textbox", { name: "Message" }).fill("Do you have <b>blue</b> ones?");
  await phone.getByRole("textbox", { name: "Message" }).press("Enter");
  await phone.getByText("Do you have <b>blue</b> ones?").waitFor();
  await phone.getByLabel("delivered").waitFor();
  const send = (body: Record<string, unknown>) =>
    graph(messenger, "POST", "me/messages", token, { recipient: { id: ana.psid(shop) }, ...body });
  await send({ sender_action: "mark_seen" });
  await phone.getByLabel("read", { exact: true }).waitFor();
  await send({ sender_action: "typing_on" });
  await phone.getByText("typing…").waitFor();
  await send({ message: { text: "Yes, today" } });
  await phone.getByText("Yes, today").waitFor();
  await waitFor(() => expect(ana.thread(shop).at(-1)?.state).toBe("read"));
});

test("pictures, a reply, a reaction and unsending", { timeout: 120_000 }, async () => {
  const { messenger, shop, ana } = await setUp();
  ana.write(shop, "hello");
  shop.write(ana, "Nice to see you");
  const page = await openPage(messenger.url);
  const phone = page.getByRole("article", { name: "Phone of Ana Ruiz" });
  const buffer = await sharp({ create: { width: 300, height: 200, channels: 3, background: "#c33" } })
    .png()
    .toBuffer();
  await phone.locator('input[type="file"]').setInputFiles({ name: "shoe.png", mimeType: "image/png", buffer });
  await phone.getByRole("img", { name: "Photo" }).waitFor();
  const answer = phone.locator(".bubble", { hasText: "Nice to see you" }).first();
  await answer.hover();
  await answer.getByRole("button", { name: "Reply" }).click();
  await phone.getByRole("textbox", { name: "Message" }).fill("Thank you");
  await phone.getByRole("button", { name: "Send", exact: true }).click();
  await phone.locator(".bubble.mine .quote", { hasText: "Nice to see you" }).waitFor();
  await answer.hover();
  await answer.getByRole("button", { name: "React" }).click();
  await answer.getByRole("button", { name: "React with 👍" }).click();
  await answer.locator(".reactions", { hasText: "👍" }).waitFor();
  const thanks = phone.locator(".bubble.mine", { hasText: "Thank you" });
  await thanks.hover();
  await thanks.getByRole("button", { name: "Unsend" }).click();
  await phone.getByText("This message was unsent").waitFor();
  await page.getByRole("link", { name: "Page inbox" }).click();
  const inbox = page.getByRole("article", { name: "Inbox: Ana Ruiz → Ortiz Shop" });
  await inbox.getByRole("textbox", { name: "Message" }).fill("We are on Facebook too");
  await inbox.getByRole("button", { name: "Send", exact: true }).click();
  await waitFor(() => expect(ana.thread(shop).at(-1)?.text).toBe("We are on Facebook too"));
});

test("the dialog is answered in the browser", { timeout: 120_000 }, async () => {
  const { messenger, app, shop, elena } = await setUp();
  const back = `${messenger.url}/page/icon.svg`;
  app.allowRedirect(back);
  const query = { client_id: app.id, redirect_uri: back, state: "s1", scope: "pages_show_list,pages_messaging" };
  const page = await openPage(`${messenger.url}/v23.0/dialog/oauth?${new URLSearchParams(query)}`);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
  await page.getByRole("checkbox", { name: /pages_messaging/ }).uncheck();
  await page.getByRole("button", { name: "Continue as Elena" }).click();
  await page.waitForURL(/icon\.svg\?code=.*state=s1/);
  expect(elena.permissions(app)).toMatchObject({ declined: ["pages_messaging"], pageIds: [shop.id] });
});

test("axe finds nothing serious, light or dark, and 360 px are enough", { timeout: 180_000 }, async () => {
  const { messenger, shop, ana } = await setUp();
  ana.write(shop, "hello");
  shop.write(ana, "Hello Ana, see https://ortiz.example");
  const page = await openPage(messenger.url);
  await page.setViewportSize({ width: 360, height: 740 });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const part of ["Phones", "Page inbox", "Facebook", "Faults"]) {
      await page.getByRole("link", { name: part }).click();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    }
  }
});
