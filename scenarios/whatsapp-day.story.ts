import type { Page } from "@playwright/test";
import { chooseFile, type OwnFile } from "#scenarios/steps/files.ts";
import { answer, messageSaying, messagesWith, openConversation } from "#scenarios/steps/inbox.ts";
import { expectLinked, linkPhone } from "#scenarios/steps/link-phone.ts";
import { picture, shownWidth } from "#scenarios/steps/pictures.ts";
import { readCode } from "#scenarios/steps/scan.ts";
import { humIntoMicrophone } from "#scenarios/steps/speak.ts";
import { expect, whatsappStory as story } from "#scenarios/whatsapp-story.ts";
import { sampleMedia } from "#simulators/whatsapp/media/samples.ts";
import type { SimulatedPhone } from "#simulators/whatsapp/start-whatsapp.ts";

const integrations = "/settings/integrations";
const name = "Lena Berg";

story("five kinds of messages go both ways, and a log-out ends nothing", async ({ whatsapp, clock, ana }) => {
  // Each message leaves at a human pace.
  const page = await ana(integrations);
  const phone = whatsapp.phone({ number: "4915123456789", name: "Ortiz Bowls" });
  await linkPhone(page, phone);
  const lena = whatsapp.phone({ number: "34600111222", name });

  await writeAll(lena, phone);
  const desk = await ana();
  await humIntoMicrophone(desk);
  await desk.goto("/inbox");
  await openConversation(desk, name);
  await expectAll(desk);
  await expect.poll(() => lena.thread(phone).map(({ ticks }) => ticks)).toEqual(Array(5).fill("read"));

  await answerAll(desk);
  const received = () => lena.thread(phone).filter(({ fromMe }) => !fromMe);
  const kinds = ["text", "image", "document", "video", "voice"];
  await expect.poll(() => received().map(({ kind }) => kind), { timeout: 60_000 }).toEqual(kinds);
  expect(received().every(({ kind, media }) => kind === "text" || (media?.bytes?.length ?? 0) > 0)).toBe(true);
  const thread = messagesWith(desk, name);
  await expect(thread.locator('[data-state="delivered"]')).not.toHaveCount(0);
  lena.readAll(phone);
  await expect(thread.locator('[data-state="read"]')).not.toHaveCount(0);
  await expect(thread.locator('[data-state="delivered"]')).toHaveCount(0);

  phone.logOut();
  const card = page.getByRole("article", { name: "Ortiz Bowls" });
  await expect(card.getByText("NEEDS ACTION", { exact: true })).toBeVisible();
  clock.advance(62_000);
  await expect(desk.getByText(/Ortiz Bowls has been offline since \d\d:\d\d\./)).toBeVisible();
  await card.getByRole("button", { name: "Scan again" }).click();
  await phone.scan(await readCode(page));
  await expectLinked(page.getByRole("dialog", { name: "Scan again for Ortiz Bowls" }));
  await expect(desk.getByText("has been offline since")).toBeHidden();

  lena.write(phone, "And the lid?");
  await expect(messageSaying(desk, "And the lid?")).toBeVisible();
  await answer(desk, name, "It comes along.");
  await expect.poll(() => received().at(-1)?.text).toBe("It comes along.");
  await expect(messageSaying(desk, "It arrived like this")).toBeVisible();
});

async function writeAll(lena: SimulatedPhone, phone: SimulatedPhone): Promise<void> {
  lena.write(phone, "Is the blue bowl still there?");
  lena.sendImage(phone, { ...(await sampleMedia("image")), caption: "It arrived like this" });
  lena.sendVoice(phone, await sampleMedia("voice"));
  lena.sendDocument(phone, await sampleMedia("document"));
  lena.sendLocation(phone, { latitude: 41.38, longitude: 2.17, name: "Workshop" });
}

async function expectAll(desk: Page): Promise<void> {
  const thread = messagesWith(desk, name);
  await expect(thread).toContainText("Is the blue bowl still there?");
  const shown = messageSaying(desk, "It arrived like this").getByRole("img");
  await expect.poll(() => shownWidth(shown)).toBeGreaterThan(0);
  await expect(thread.getByRole("button", { name: "Play the voice message" })).toBeVisible();
  await expect(thread.getByText("Order 4417.pdf")).toBeVisible();
  await expect(thread.getByText("Workshop")).toBeVisible();
}

async function answerAll(desk: Page): Promise<void> {
  await answer(desk, name, "Yes, three of them.");
  await send(desk, { name: "bowl.jpg", mimeType: "image/jpeg", buffer: await picture(400, 300) });
  const { bytes: order } = await sampleMedia("document");
  await send(desk, { name: "order.pdf", mimeType: "application/pdf", buffer: order });
  const { bytes: film } = await sampleMedia("video");
  await send(desk, { name: "bowl.mp4", mimeType: "video/mp4", buffer: film });
  await desk.getByRole("button", { name: "Record a voice message" }).click();
  const panel = desk.getByRole("region", { name: "Voice message" });
  await expect(panel.getByText("0:01")).toBeVisible();
  await panel.getByRole("button", { name: "Send" }).click();
}

async function send(desk: Page, file: OwnFile): Promise<void> {
  await chooseFile(desk, desk.getByRole("button", { name: "Attach files" }), file);
  const button = desk.getByRole("button", { name: "Send", exact: true });
  await expect(button).toBeEnabled();
  await button.click();
  await expect(desk.getByRole("list", { name: "Attached files" })).toBeHidden();
}
