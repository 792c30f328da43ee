import type { Page } from "@playwright/test";
import { chooseFile } from "#scenarios/steps/files.ts";
import { messagesWith, openConversation, rowOf } from "#scenarios/steps/inbox.ts";
import { linkAtOnce } from "#scenarios/steps/link-at-once.ts";
import { expect, story } from "#scenarios/story.ts";
import { whatsappStory } from "#scenarios/whatsapp-story.ts";
import { silentVoice } from "#simulators/shared/silence.ts";
import { sampleMedia } from "#simulators/whatsapp/media/samples.ts";
import { stillVideo } from "#simulators/whatsapp/media/still-video.ts";

story("a customer's film plays where it stands, and large", async ({ telegram, shop, ana }) => {
  const lena = telegram.customer({ firstName: "Lena", lastName: "Berg" });
  await lena.sendVideo(shop.bot, {
    bytes: await stillVideo(2),
    mimeType: "video/mp4",
    caption: "It rattles",
    duration: 2,
  });
  const page = await ana();
  await expect(rowOf(page, "Lena Berg")).toContainText("It rattles");
  await openConversation(page, "Lena Berg");
  const film = messagesWith(page, "Lena Berg").locator("video");

  await page.getByRole("button", { name: "Play the video" }).press("Enter");
  await expect.poll(() => film.evaluate(secondsOf)).toBeGreaterThan(0.2);
  await page.getByRole("button", { name: "Show the video large" }).click();
  const large = page.getByRole("dialog", { name: "video.mp4" });
  await expect.poll(() => large.locator("video").evaluate(secondsOf)).toBeGreaterThan(0.2);
  expect(await film.evaluate((one: HTMLVideoElement) => one.paused)).toBe(true);
  await page.keyboard.press("Escape");
  await expect(large).toBeHidden();
});

story("a voice message plays, is followed, and can be heard faster", async ({ telegram, shop, ana }) => {
  const omar = telegram.customer({ firstName: "Omar", lastName: "Haddad" });
  await omar.sendVoice(shop.bot, { bytes: silentVoice(12), duration: 12 });
  const page = await ana();
  await expect(rowOf(page, "Omar Haddad")).toContainText("Voice message 0:12");
  await openConversation(page, "Omar Haddad");
  const position = page.getByRole("slider", { name: "Position in the voice message" });

  await page.getByRole("button", { name: "Play the voice message" }).click();
  await expect.poll(async () => Number(await position.inputValue())).toBeGreaterThan(0.3);
  await page.getByRole("button", { name: "Speed 1, change it" }).click();
  await page.getByRole("button", { name: "Speed 1.5, change it" }).click();
  await expect.poll(async () => Number(await position.inputValue())).toBeGreaterThan(2);
  await page.getByRole("button", { name: "Pause the voice message" }).click();
  await position.press("Home");
  await expect(position).toHaveAttribute("aria-valuetext", "0:00 of 0:12");
  await page.reload();
  await expect(page.getByRole("button", { name: "Speed 2, change it" })).toBeVisible();
});

story("places and contacts are cards, and nobody outside learns of them", async ({ telegram, shop, ana }) => {
  const mia = telegram.customer({ firstName: "Mia", lastName: "Chen" });
  mia.sendLocation(shop.bot, 48.137154, 11.576124);
  const page = await ana();
  const outside = requestsOutside(page);
  await expect(rowOf(page, "Mia Chen")).toContainText("Location");
  mia.sendContact(shop.bot, { phone_number: "+4915112345678", first_name: "Leo", last_name: "Brandt" });
  await expect(rowOf(page, "Mia Chen")).toContainText("Contact: Leo Brandt");
  await openConversation(page, "Mia Chen");
  const log = messagesWith(page, "Mia Chen");

  await expect(log).toContainText("48.13715, 11.57612");
  const link = log.getByRole("link", { name: "Open in maps" });
  await expect(link).toHaveAttribute("href", /^https:\/\/www\.openstreetmap\.org\/\?mlat=48\.137154&mlon=11\.576124/);
  await expect(link).toHaveAttribute("rel", /noreferrer/);
  await expect(log.getByRole("link", { name: "+49 1511 2345678" })).toHaveAttribute("href", "tel:+4915112345678");

  await log.getByRole("button", { name: "Answer this message" }).last().click();
  await expect(page.getByText("Answering Mia Chen").locator("..")).toContainText("Contact: Leo Brandt");
  expect(outside).toEqual([]);
});

whatsappStory("what a phone sends is shown as what it is", async ({ whatsapp, shop, ana }) => {
  const phone = await linkAtOnce(whatsapp, shop);
  const lena = whatsapp.phone({ number: "34600111222", name: "Lena Berg" });
  const page = await ana();
  lena.sendViewOnce(phone, await sampleMedia("image"), { kind: "image" });
  await openConversation(page, "Lena Berg");
  const log = messagesWith(page, "Lena Berg");
  await expect(log.getByText("Sent to be seen once")).toBeVisible();

  lena.sendVoice(phone, { ...(await sampleMedia("voice")), waveform: Buffer.from(wave) });
  await expect(log.getByRole("button", { name: "Play the voice message" })).toBeEnabled();
  await expect(log.locator("svg path[d^=M]").first()).toBeVisible();
  lena.sendAudio(phone, await sampleMedia("audio"));
  await log.getByRole("button", { name: "Play the sound" }).click();
  await expect(log.getByRole("button", { name: "Pause the sound" })).toBeVisible();
  lena.sendSticker(phone, await sampleMedia("sticker"));
  await expect(log.getByRole("img", { name: "Sticker" })).toBeVisible();
  lena.sendVideo(phone, await sampleMedia("video"));
  await expect(log.getByRole("button", { name: "Play the video" })).toBeVisible();
});

whatsappStory("a film is attached and reaches the phone as one", async ({ whatsapp, shop, ana }) => {
  const phone = await linkAtOnce(whatsapp, shop);
  const lena = whatsapp.phone({ number: "34600111222", name: "Lena Berg" });
  lena.write(phone, "How is it packed?");
  const page = await ana();
  await openConversation(page, "Lena Berg");
  const film = { name: "packing.mp4", mimeType: "video/mp4", buffer: await stillVideo(2) };
  await chooseFile(page, page.getByRole("button", { name: "Attach files" }), film);
  await expect(page.getByRole("button", { name: "Send" })).toBeEnabled();
  await page.getByRole("button", { name: "Send" }).click();
  await expect(messagesWith(page, "Lena Berg").getByRole("button", { name: "Play the video" })).toBeVisible();
  const films = () => lena.thread(phone).filter(({ fromMe, kind }) => !fromMe && kind === "video");
  await expect.poll(() => films().length).toBe(1);
  expect(films()[0]?.media?.bytes).toEqual(film.buffer);
});

/** The loudness of a voice message as phones send it: 64 values up to 100. */
const wave = Array.from({ length: 64 }, (_, at) => Math.round(50 + 45 * Math.sin(at / 4)));

function secondsOf(video: HTMLVideoElement | SVGElement | HTMLElement): number {
  return video instanceof HTMLVideoElement ? video.currentTime : 0;
}

/** What this page asks of anybody but our own server. */
function requestsOutside(page: Page): readonly string[] {
  const asked: string[] = [];
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && origin !== new URL(page.url()).origin) asked.push(request.url());
  });
  return asked;
}
