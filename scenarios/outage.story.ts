import { listAlerts } from "#contract/alerts.ts";
import { connectChannel } from "#contract/channels.ts";
import { editWorkspace } from "#contract/workspaces.ts";
import { messagesWith, openConversation } from "#scenarios/steps/inbox.ts";
import { collectPopups } from "#scenarios/steps/popups.ts";
import { expect, story } from "#scenarios/story.ts";

/** A little more than the minute for which a channel must be offline before anybody is warned. */
const aMinute = 62_000;

story(
  "a channel goes offline and comes back, and everybody is told of the gap",
  async ({ telegram, clock, shop, ana }) => {
    const lena = telegram.customer({ firstName: "Lena", lastName: "Berg" });
    lena.write(shop.bot, "Good morning");
    const desk = await ana("/settings/integrations");
    const laptop = await ana();
    const popups = await collectPopups(laptop);
    await laptop.goto("/settings/general");
    await laptop.getByText("Show notifications", { exact: true }).click();
    await expect(laptop.getByLabel("Show notifications")).toBeChecked();
    await laptop.goto("/inbox");
    await openConversation(laptop, "Lena Berg");
    const card = desk.getByRole("article", { name: "Ortiz Shop" });
    await expect(card.getByText("CONNECTED", { exact: true })).toBeVisible();

    telegram.faults.add({ kind: "down" });
    await expect(card.getByText("DISCONNECTED", { exact: true })).toBeVisible();
    await expect(card).toContainText("Telegram cannot be reached from this server.");
    await expect(laptop.getByText("Ortiz Shop is offline.")).toBeVisible();
    await expect(card).toContainText(/next try in \d+ s|trying now/);
    await expect(desk.getByText("has been offline since")).toBeHidden();

    clock.advance(aMinute);
    for (const page of [desk, laptop]) {
      await expect(page.getByText(/Ortiz Shop has been offline since \d\d:\d\d\./)).toBeVisible();
      await expect(page.getByRole("button", { name: "Alerts, 1 new" })).toBeVisible();
    }
    await desk.getByRole("link", { name: "Fix" }).click();
    await expect(card).toHaveAttribute("data-meant", "true");
    await expect(card).toBeFocused();
    await expect.poll(() => popups).toEqual(["Ortiz Shop is offline"]);
    lena.write(shop.bot, "Is anybody there?");
    lena.write(shop.bot, "Hello?");

    telegram.faults.clear("down");
    await expect(card.getByText("CONNECTED", { exact: true })).toBeVisible();
    for (const page of [desk, laptop]) await expect(page.getByText("has been offline since")).toBeHidden();
    const thread = messagesWith(laptop, "Lena Berg");
    await expect(thread).toContainText("Hello?");
    await expect(thread).toContainText(/The channel was offline from \d\d:\d\d to \d\d:\d\d; 2 messages came in late/);

    await expect.poll(() => popups).toEqual(["Ortiz Shop is offline", "Ortiz Shop is back"]);
    await laptop.getByRole("button", { name: /^Alerts/ }).click();
    const alert = laptop.getByRole("region", { name: "Alerts" }).getByRole("listitem");
    await expect(alert).toHaveCount(1);
    await expect(alert).toContainText("2 messages came in late.");
    await expect(alert.getByText("BACK", { exact: true })).toBeVisible();

    await card.getByRole("button", { name: /^History of Ortiz Shop: last 30 days: .* 1 outage/ }).click();
    const history = desk.getByRole("dialog", { name: "History of Ortiz Shop" });
    await expect(history.getByRole("listitem")).toContainText(/Today, \d\d:\d\d.*service out of reach · 2 messages/);
  },
);

story("all channels are asked at once, and a slow one holds no other up", async ({ telegram, shop, ana }) => {
  const names = ["Ortiz Outlet", "Ortiz Repairs"];
  for (const name of names) {
    const { token } = telegram.createBot({ username: `${name.toLowerCase().replace(" ", "_")}_bot`, name });
    await shop.office.ok(connectChannel, { body: { kind: "telegram", credentials: { token } } });
  }
  const page = await ana("/settings/integrations");
  const [shops, outlets, repairs] = ["Ortiz Shop", ...names].map((name) => page.getByRole("article", { name }));
  if (!shops || !outlets || !repairs) throw new Error("There are three.");
  for (const card of [shops, outlets, repairs])
    await expect(card.getByText("CONNECTED", { exact: true })).toBeVisible();

  // Its question is on its way until the others have been answered.
  const way = Promise.withResolvers<void>();
  const slowId = await repairs.getAttribute("data-channel");
  await page.route(`**/channels/${slowId}/probe`, async (route) => {
    await way.promise;
    await route.continue();
  });
  const questions = () =>
    telegram.requests.filter(({ method, botId }) => method === "getMe" && botId === shop.bot.id).length;
  const before = questions();
  await page.getByRole("button", { name: "Refresh all" }).click();
  await expect(page.getByRole("button", { name: "Refreshing 2 of 3" })).toBeDisabled();
  expect(questions()).toBe(before + 1);
  await expect(repairs.getByText("Asking Telegram…")).toBeVisible();
  for (const card of [shops, outlets]) {
    await expect(card.getByText("Asking Telegram…")).toBeHidden();
    await expect(card).toContainText(/checked \d+ s ago · get(Me \d+ ms|Updates answered), 0 updates/);
  }

  way.resolve();
  await expect(page.getByRole("button", { name: "Refresh all" })).toBeEnabled();
  await expect(repairs.getByText("CONNECTED", { exact: true })).toBeVisible();
  // The age of the evidence goes on by itself.
  await expect(repairs).toContainText(/checked ([3-9]|\d\d) s ago/);
});

story("nobody is warned of an outage where channel alerts are off", async ({ telegram, clock, wokfow, shop, ana }) => {
  await shop.office.ok(editWorkspace, { body: { channelAlerts: false } });
  // A neighbour on the same server, whose alerts are on, shows when everybody who wants to be warned has been.
  const neighbour = wokfow.client();
  await neighbour.signUp("Keller Books");
  const bot = telegram.createBot({ username: "keller_books_bot", name: "Keller Books" });
  await neighbour.ok(connectChannel, { body: { kind: "telegram", credentials: { token: bot.token } } });
  await expect.poll(() => bot.isPolled()).toBe(true);

  const page = await ana("/settings/integrations");
  telegram.faults.add({ kind: "down" });
  await expect(page.getByRole("article").getByText("DISCONNECTED", { exact: true })).toBeVisible();
  clock.advance(aMinute);
  await expect.poll(async () => (await neighbour.ok(listAlerts)).items.length).toBe(1);

  expect((await shop.office.ok(listAlerts)).items).toEqual([]);
  await expect(page.getByText("has been offline since")).toBeHidden();
  await page.getByRole("button", { name: "Alerts", exact: true }).click();
  await expect(
    page.getByText("Channel alerts are switched off for this workspace, so nobody is warned."),
  ).toBeVisible();
});
