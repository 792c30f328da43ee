import type { Page } from "@playwright/test";
import { listMessages, sendMessage } from "#contract/messages.ts";
import { answer, answerField, messageSaying, openConversation } from "#scenarios/steps/inbox.ts";
import { beginToLink, linkPhone } from "#scenarios/steps/link-phone.ts";
import { expectOpenToEveryone, expectToFit } from "#scenarios/steps/look.ts";
import { readCode } from "#scenarios/steps/scan.ts";
import { expect, whatsappStory as story } from "#scenarios/whatsapp-story.ts";
import type { SimulatedPhone, WhatsAppSimulator } from "#simulators/whatsapp/start-whatsapp.ts";

interface People {
  readonly own: SimulatedPhone;
  readonly lena: SimulatedPhone;
}

/** The number of the shop is linked, to answer only, and Lena has written to it. */
async function begin(whatsapp: WhatsAppSimulator, page: Page): Promise<People> {
  const own = whatsapp.phone({ number: "34600111222", name: "Ortiz Shop" });
  const lena = whatsapp.phone({ number: "34655000111", name: "Lena Berg" });
  await linkPhone(page, own);
  lena.write(own, "Is the blue one still there?");
  return { own, lena };
}

async function openLimits(page: Page): Promise<void> {
  await page.goto("/settings/integrations");
  await page.getByRole("link", { name: "Sending limits" }).click();
  await expect(page.getByRole("heading", { name: "Sending limits" })).toBeVisible();
}

/** What the shop has written to Lena, as her phone shows it. */
const heard =
  ({ own, lena }: People) =>
  () =>
    lena
      .thread(own)
      .filter(({ fromMe }) => !fromMe)
      .map(({ text }) => text);

story("what was chosen for a number is kept with its link, whatever becomes of the page", async ({ whatsapp, ana }) => {
  const linking = await ana("/settings/integrations");
  const page = await ana();
  const own = whatsapp.phone({ number: "34600111222", name: "Ortiz Shop" });
  await linking.route("**/sending-guards", (route) => route.abort());
  await beginToLink(linking);
  await own.scan(await readCode(linking));
  await linking.close();
  await openLimits(page);
  await expect(page.getByRole("radio", { name: /^Answers only/ })).toBeChecked();
});

story("a number that is stopped keeps what is written, and lets it go again", async ({ whatsapp, ana }) => {
  const page = await ana("/settings/integrations");
  const people = await begin(whatsapp, page);
  await openLimits(page);
  await expect(page.getByRole("radio", { name: /^Answers only/ })).toBeChecked();
  await page.getByRole("button", { name: "Stop sending" }).click();
  await expect(page.getByText("Nothing leaves Ortiz Shop.")).toBeVisible();

  await page.goto("/inbox");
  await openConversation(page, "Lena Berg");
  await expect(page.getByText("Sending on Ortiz Shop is stopped.")).toBeVisible();
  await answer(page, "Lena Berg", "Yes, it is.");
  await expect(messageSaying(page, "Yes, it is.")).toBeVisible();
  await page.getByRole("link", { name: "Look at the limits" }).click();
  await expect(page.getByText("1 message waits, and leaves when it may send again.")).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "Lena Berg" })).toContainText("1 message waiting");
  expect(heard(people)()).toEqual([]);

  await page.getByRole("button", { name: "Send answers only" }).click();
  await expect.poll(heard(people)).toEqual(["Yes, it is."]);
  await expect(page.getByText("Nothing leaves Ortiz Shop.")).toBeHidden();
});

story("who opts out hears nothing more, until they write again or a member says why", async ({ whatsapp, ana }) => {
  const page = await ana("/settings/integrations");
  const people = await begin(whatsapp, page);
  const { lena, own } = people;
  await page.goto("/inbox");
  await openConversation(page, "Lena Berg");
  lena.write(own, "Stop!");
  await expect(page.getByText("Lena Berg has asked to hear nothing more.")).toBeVisible();
  await expect(answerField(page, "Lena Berg")).toBeHidden();
  await expect(page.getByRole("log").getByText("Lena Berg wrote “Stop!” and hears nothing more")).toBeVisible();

  await page.getByRole("button", { name: "Lift the opt-out" }).click();
  const dialog = page.getByRole("dialog", { name: "Write to Lena Berg again?" });
  await dialog.getByRole("button", { name: "Lift the opt-out" }).click();
  await expect(dialog.getByText("Say why, such as: agreed on the phone.")).toBeVisible();
  await dialog.getByLabel("Reason").fill("She called and asked for it");
  await dialog.getByRole("button", { name: "Lift the opt-out" }).click();
  await expect(page.getByRole("log").getByText("You lifted the opt-out: “She called and asked for it”")).toBeVisible();
  await answer(page, "Lena Berg", "Your vase is here.");
  await expect.poll(heard(people)).toEqual(["Your vase is here."]);

  lena.write(own, "stop");
  await expect(answerField(page, "Lena Berg")).toBeHidden();
  lena.write(own, "Sorry, that was for somebody else");
  await expect(answerField(page, "Lena Berg")).toBeVisible();
});

story(
  "two programs that answer each other are parted, until a person says that they are none",
  async ({ whatsapp, shop, ana }) => {
    const page = await ana("/settings/integrations");
    const people = await begin(whatsapp, page);
    const { lena, own } = people;
    await page.goto("/inbox");
    await openConversation(page, "Lena Berg");
    const conversationId = page.url().split("/").at(-1)?.split("?")[0] ?? "";
    const params = { conversationId };
    const theirs = "Please choose 1, 2 or 3.";
    const inbound = async () => {
      const { messages } = await shop.office.ok(listMessages, { params });
      return messages.filter(({ content }) => content.kind === "text" && content.text === theirs).length;
    };
    for (let exchange = 1; exchange <= 4; exchange += 1) {
      lena.write(own, theirs);
      await expect.poll(inbound).toBe(exchange);
      const body = { idempotencyKey: `answer number ${exchange}`, text: "We are closed today." };
      await shop.office.ok(sendMessage, { params, body });
      if (exchange < 4) await expect.poll(() => heard(people)().length).toBe(exchange);
    }
    await expect(page.getByRole("log").getByText("Two programs seem to answer each other here")).toBeVisible();
    await expect(answerField(page, "Lena Berg")).toBeHidden();
    expect(heard(people)()).toHaveLength(3);
    await page.getByRole("button", { name: "Release" }).click();
    await expect(page.getByRole("log").getByText("You released this")).toBeVisible();
    await expect.poll(() => heard(people)().length).toBe(4);
    await expect(answerField(page, "Lena Berg")).toBeVisible();
  },
);

story(
  "a fresh number writes first to two new customers on its first day, and to no third",
  async ({ whatsapp, ana }) => {
    const page = await ana("/settings/integrations");
    const { own } = await begin(whatsapp, page);
    await openLimits(page);
    await page.getByRole("radio", { name: /^Answers and first messages/ }).click();
    await expect(page.getByText("0 of 2")).toBeVisible();
    await expect(page.getByText("2 left.")).toBeVisible();
    const strangers = ["34655000201", "34655000202", "34655000203"].map((number, index) =>
      whatsapp.phone({ number, name: `Stranger ${index + 1}` }),
    );
    await page.goto("/inbox");
    for (const { number, name } of strangers) {
      await page.getByRole("button", { name: "New conversation" }).click();
      const dialog = page.getByRole("dialog", { name: "New conversation" });
      await dialog.getByLabel("Phone number").fill(`+${number}`);
      await dialog.getByLabel("Name").fill(name);
      await dialog.getByRole("button", { name: "Begin" }).click();
      if (name === "Stranger 3") break;
      await expect(dialog).toBeHidden();
      await answer(page, name, `Good morning, ${name}`);
      await expect(messageSaying(page, `Good morning, ${name}`)).toBeVisible();
    }
    await expect(page.getByRole("alert")).toContainText(
      "Ortiz Shop has written to as many new customers as it may today",
    );
    await page.getByRole("button", { name: "Cancel" }).click();
    const arrived = () => strangers.map((phone) => phone.thread(own).map(({ text }) => text));
    await expect.poll(arrived).toEqual([["Good morning, Stranger 1"], ["Good morning, Stranger 2"], []]);

    await openLimits(page);
    await expect(page.getByText("2 of 2")).toBeVisible();
    await expect(page.getByText("None left: more new customers can be written to tomorrow.")).toBeVisible();
  },
);

story(
  "the limits of a number are shown with what they come to today, and save by themselves",
  async ({ whatsapp, ana }) => {
    const page = await ana("/settings/integrations");
    await begin(whatsapp, page);
    await openLimits(page);
    const schedule = page.getByRole("list", { name: "New customers a day since the number was linked" });
    await expect(schedule.getByRole("listitem")).toHaveText([/^2\s*days 1–2/, /^4/, /^8/, /^16/, /^20\s*from day 9/]);
    await page.getByRole("textbox", { name: "New customers a day" }).fill("6");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("status").getByText("Saved")).toBeVisible();
    await expect(schedule.getByRole("listitem")).toHaveText([/^2/, /^4/, /^6\s*from day 5/]);
    await page.getByRole("switch", { name: "Warm-up" }).click({ force: true });
    await expect(page.getByText("0 of 6")).toBeVisible();
    await page.getByPlaceholder("Add a word and press Enter").fill("Basta");
    await page.keyboard.press("Enter");
    await page.reload();
    await expect(page.getByText("Basta", { exact: true })).toBeVisible();
    await expect(page.getByText("0 of 6")).toBeVisible();
    await page.setViewportSize({ width: 390, height: 844 });
    await expectToFit(page, "sending limits");
    await page.setViewportSize({ width: 1440, height: 900 });
    await expectOpenToEveryone(page, "sending limits");

    await page.goto("/settings/audit");
    await expect(page.getByText("changed the sending limits of Ortiz Shop").first()).toBeVisible();
  },
);
