import { listChannels } from "#contract/channels.ts";
import { readSendingGuards } from "#contract/sending-guards.ts";
import { rowOf } from "#scenarios/steps/inbox.ts";
import { beginToLink, expectLinked, linkPhone } from "#scenarios/steps/link-phone.ts";
import { readCode } from "#scenarios/steps/scan.ts";
import { timeCode } from "#scenarios/steps/time-code.ts";
import { expect, whatsappStory as story } from "#scenarios/whatsapp-story.ts";
import { openLink } from "#server/testing/open-link.ts";

const integrations = "/settings/integrations";
/** In milliseconds: what is asked for, and the patience with a busy machine. */
const soon = 2_000 + 15_000;
const shopPhone = { number: "4915123456789", name: "Ortiz Bowls" };

story("a phone is linked by the code on the screen, and its customers come in", async ({ whatsapp, shop, ana }) => {
  const page = await ana(integrations);
  await page.getByRole("button", { name: "WhatsApp: Connect Device" }).click();
  const before = page.getByRole("dialog", { name: "Before you link WhatsApp" });
  await expect(before).toContainText("WhatsApp can restrict or ban the number");
  await expect(before.getByRole("radio", { name: "Answers only" })).toBeChecked();
  expect(whatsapp.connections()).toEqual([]);
  const code = await timeCode(page);
  await before.getByRole("button", { name: "Accept the risk and go on" }).click();

  const dialog = page.getByRole("dialog", { name: "Connect WhatsApp" });
  const phone = whatsapp.phone(shopPhone);
  await phone.scan(await readCode(page));
  await expect(dialog.getByText("Linked as +49 1512 3456789 (Ortiz Bowls)")).toBeVisible();
  await expectLinked(dialog);
  expect(await code.after()).toBeLessThan(soon);
  const card = page.getByRole("article", { name: "Ortiz Bowls" });
  await expect(card).toContainText("WhatsApp · +49 1512 3456789 · as a linked device");
  await expect(card.getByText("CONNECTED", { exact: true })).toBeVisible();
  const channel = (await shop.office.ok(listChannels)).items.find(({ kind }) => kind === "whatsapp");
  const guards = await shop.office.ok(readSendingGuards, { params: { channelId: channel?.id ?? "" } });
  expect(guards.mode).toBe("replies_only");

  whatsapp.phone({ number: "34600111222", name: "Lena Berg" }).write(phone, "Is the blue bowl still there?");
  await page.goto("/inbox");
  await expect(rowOf(page, "Lena Berg")).toContainText("Is the blue bowl still there?");
});

story("a phone is linked by a code that is entered on it", async ({ whatsapp, ana }) => {
  const page = await ana(integrations);
  const phone = whatsapp.phone(shopPhone);
  const dialog = await beginToLink(page);
  await dialog.getByRole("button", { name: "Use a pairing code instead" }).click();
  await dialog.getByLabel("Phone number").fill("01512 3456789");
  await dialog.getByRole("button", { name: "Get a code" }).click();
  await expect(dialog.getByRole("alert")).toHaveText(/^Begin with the country code, such as \+49/);
  await dialog.getByLabel("Phone number").fill("0049 1512 3456789");
  await dialog.getByRole("button", { name: "Get a code" }).click();
  const shown = dialog.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await expect(dialog).toContainText("WhatsApp on +49 1512 3456789 asks for this code:");
  await phone.enterPairingCode((await shown.textContent()) ?? "");
  await expectLinked(dialog);
});

story("closing the dialog cancels the link, and nothing of it is left", async ({ whatsapp, ana, shop }) => {
  const page = await ana(integrations);
  const dialog = await beginToLink(page);
  const code = await readCode(page);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(() => whatsapp.connections()).toEqual([]);
  await expect(whatsapp.phone(shopPhone).scan(code)).rejects.toThrow();
  await page.reload();
  await expect(page.getByRole("article")).toHaveCount(1);
  expect((await shop.office.ok(listChannels)).items.map(({ kind }) => kind)).toEqual(["telegram"]);
});

story(
  "a number that another workspace has linked is refused, and nobody learns which",
  async ({ wokfow, whatsapp, ana }) => {
    const neighbour = wokfow.client();
    await neighbour.signUp("Keller Books");
    const phone = whatsapp.phone(shopPhone);
    const link = await openLink(neighbour, { kind: "whatsapp" });
    await phone.scan((await link.until("qr")).code);
    await link.until("linked");

    const page = await ana(integrations);
    const dialog = await beginToLink(page);
    await expect(phone.scan(await readCode(page))).rejects.toThrow();
    await expect(dialog.getByRole("alert")).toContainText("+49 1512 3456789 is connected in another workspace");
    await expect(page.getByText("Keller Books")).toBeHidden();
    expect(phone.devices()).toHaveLength(1);
    await dialog.getByRole("button", { name: "Try again" }).click();
    await readCode(page);
  },
);

story("a phone that logs out is linked again, and only by its own number", async ({ whatsapp, clock, ana }) => {
  const page = await ana(integrations);
  const laptop = await ana();
  const phone = whatsapp.phone(shopPhone);
  await linkPhone(page, phone);
  const lena = whatsapp.phone({ number: "34600111222", name: "Lena Berg" });
  lena.write(phone, "Is the blue bowl still there?");
  await expect(rowOf(laptop, "Lena Berg")).toContainText("Is the blue bowl still there?");

  phone.logOut();
  const card = page.getByRole("article", { name: "Ortiz Bowls" });
  await expect(card.getByText("NEEDS ACTION", { exact: true })).toBeVisible();
  await expect(card).toContainText("WhatsApp has logged this device out, on the phone or by itself.");
  clock.advance(62_000);
  await expect(laptop.getByRole("button", { name: "Alerts, 1 new" })).toBeVisible();

  await expect(card.getByRole("button", { name: "Scan again" })).toBeVisible();
  await laptop.getByRole("link", { name: "Fix" }).click();
  const dialog = laptop.getByRole("dialog", { name: "Scan again for Ortiz Bowls" });
  const other = whatsapp.phone({ number: "4915199999999", name: "Somebody" });
  await expect(other.scan(await readCode(laptop))).rejects.toThrow();
  await expect(dialog.getByRole("alert")).toContainText(
    "This phone has +49 1519 9999999, but the channel is that of +49 1512 3456789.",
  );
  await dialog.getByRole("button", { name: "Try again" }).click();
  await phone.scan(await readCode(laptop));
  await expectLinked(dialog);
  await expect(card.getByText("CONNECTED", { exact: true })).toBeVisible();
  await expect(laptop.getByRole("link", { name: "Fix" })).toBeHidden();

  await laptop.getByRole("link", { name: "Inbox" }).click();
  lena.write(phone, "Hello?");
  await expect(rowOf(laptop, "Lena Berg")).toContainText("Hello?");
  await expect(rowOf(laptop, "Lena Berg")).toHaveCount(1);
});
