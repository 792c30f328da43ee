import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { QRCodeSVG } from "qrcode.react";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import sharp from "sharp";
import { expect, test, vi } from "vitest";
import { browserForTests } from "#simulators/shared/harness.ts";
import { Client, linkedClient, PATIENCE, setUp } from "./harness.ts";

const openPage = browserForTests({ refusals: true });

test("a device is linked by the picture of its code and logged out again", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const client = new Client(whatsapp);
  const page = await openPage(`${whatsapp.url}/?phones=${shop.number},${ana.number}`);
  const phone = phoneOf(page, "Ortiz Shop");
  await phone.getByRole("button", { name: "Linked devices" }).click();
  await phone.getByRole("button", { name: "Link a device" }).click();
  const camera = phone.locator('input[type="file"]');
  await camera.setInputFiles({ name: "cat.png", mimeType: "image/png", buffer: await plainPicture() });
  await phone.getByText("There is no QR code in this picture.").waitFor();
  const buffer = await pictureOf(await client.qr());
  await camera.setInputFiles({ name: "code.png", mimeType: "image/png", buffer });
  expect(await client.closed()).toBe(515);
  client.connect();
  await phone.getByText("Active now").waitFor();
  await phone.getByRole("button", { name: "Log out" }).click();
  await phone.getByText("No device is linked.").waitFor();
  expect(await client.closed()).toBe(401);
});

test("the picture of a code can be pasted", async () => {
  const { whatsapp, shop } = await setUp();
  const client = new Client(whatsapp);
  const page = await openPage(`${whatsapp.url}/?phones=${shop.number}`);
  const phone = phoneOf(page, "Ortiz Shop");
  await phone.getByRole("button", { name: "Linked devices" }).click();
  await phone.getByRole("button", { name: "Link a device" }).click();
  await phone.getByText("Point the camera").waitFor();
  await paste(page, await pictureOf(await client.qr()));
  await phone.locator(".devices strong").waitFor();
  expect(shop.devices()).toHaveLength(1);
});

test("the camera looks at a window until it sees a code", async () => {
  const { whatsapp, shop } = await setUp();
  const client = new Client(whatsapp);
  const page = await openPage(`${whatsapp.url}/?phones=${shop.number}`);
  const show = await showWindow(page);
  const phone = phoneOf(page, "Ortiz Shop");
  await phone.getByRole("button", { name: "Linked devices" }).click();
  await phone.getByRole("button", { name: "Link a device" }).click();
  await phone.getByRole("button", { name: "Look at a window" }).click();
  await phone.getByText("Looking for a code in the window").waitFor();
  await show(await pictureOf(await client.qr()));
  await phone.locator(".devices strong").waitFor();
});

test("a number is linked by the code that was asked for", async () => {
  const { whatsapp, shop } = await setUp();
  const client = new Client(whatsapp);
  await client.qr();
  const code = await client.socket.requestPairingCode(shop.number);
  const page = await openPage(`${whatsapp.url}/?phones=${shop.number}`);
  const phone = phoneOf(page, "Ortiz Shop");
  await phone.getByRole("button", { name: "Enter the code" }).click();
  await phone.getByRole("textbox", { name: "Code" }).fill(code);
  await phone.getByRole("button", { name: "Link", exact: true }).click();
  await phone.locator(".devices strong").waitFor();
});

test("what is said shows on both phones, with ticks as far as it came", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  const page = await openPage(`${whatsapp.url}/?phones=${ana.number}`);
  const phone = phoneOf(page, "Ana Ruiz");
  await phone.getByRole("button", { name: "Ortiz Shop" }).click();
  await phone.getByRole("textbox", { name: "Message" }).fill("Do you have <b>blue</b> ones?");
  await phone.getByRole("textbox", { name: "Message" }).press("Enter");
  await phone.locator(".bubble.mine", { hasText: "Do you have <b>blue</b> ones?" }).waitFor();
  await vi.waitFor(() => expect(client.texts()).toEqual(["Do you have <b>blue</b> ones?"]), PATIENCE);
  const asked = client.messages.find(({ key }) => !key.fromMe);
  const sent = await client.socket.sendMessage(
    ana.jid,
    { text: "Yes, today" },
    { ...(asked ? { quoted: asked } : {}) },
  );
  const answer = phone.locator(".bubble", { hasText: "Yes, today" });
  await answer.locator(".quote", { hasText: "blue" }).waitFor();
  await vi.waitFor(() => expect(client.statuses.get(sent?.key.id ?? "")).toBe(4), PATIENCE);
  await answer.hover();
  await answer.getByRole("button", { name: "React" }).click();
  await answer.getByRole("button", { name: "React with ❤️" }).click();
  await answer.locator(".reactions", { hasText: "❤️" }).waitFor();
  if (asked) await client.socket.readMessages([asked.key]);
  await phone.locator(".bubble.mine").getByLabel("read").waitFor();
});

test("files, places, contacts and polls are sent from the phone", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const page = await openPage(`${whatsapp.url}/?phones=${ana.number}`);
  const phone = phoneOf(page, "Ana Ruiz");
  await phone.getByRole("button", { name: "Ortiz Shop" }).click();
  const buffer = await plainPicture();
  await attach(phone, "Photo or video", () => pickFile(phone, { name: "shoe.png", mimeType: "image/png", buffer }));
  await phone.getByRole("img", { name: "Photo" }).waitFor();
  await attach(phone, "Document", () => pickFile(phone, { name: "a.txt", mimeType: "text/plain", buffer }));
  await phone.getByRole("link", { name: "a.txt" }).waitFor();
  await attach(phone, "Sticker", async () => undefined);
  await phone.getByRole("img", { name: "Sticker" }).waitFor();
  await phone.getByRole("button", { name: "Send a voice message" }).click();
  await phone.locator("audio").waitFor();
  for (const [name, shown] of [
    ["Location", "Brandenburg Gate"],
    ["Contact", "Carla Novak"],
    ["Poll", "Which glaze?"],
  ] as const) {
    await attach(phone, name, () => phone.getByRole("button", { name: "Send", exact: true }).first().click());
    await phone.locator(".bubble", { hasText: shown }).waitFor();
  }
  const kinds = shop.thread(ana).map(({ kind }) => kind);
  expect(kinds).toEqual(["image", "document", "sticker", "voice", "location", "contact", "poll"]);
});

test("axe finds nothing serious, light or dark, and 360 px are enough", async () => {
  const { whatsapp, shop, ana } = await setUp();
  ana.write(shop, "Hello, see https://ortiz.example");
  const page = await openPage(`${whatsapp.url}/?phones=${shop.number}`);
  await page.setViewportSize({ width: 360, height: 740 });
  const phone = phoneOf(page, "Ortiz Shop");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await phone.getByRole("button", { name: "Ana Ruiz" }).click();
    await expectAccessible(page);
    await phone.getByRole("button", { name: "Back to the chats" }).click();
    await phone.getByRole("button", { name: "Linked devices" }).click();
    await phone.getByRole("button", { name: "Link a device" }).click();
    await expectAccessible(page);
    for (const part of ["Lines", "Faults", "Phones"]) {
      await page.getByRole("link", { name: part }).click();
      await expectAccessible(page);
    }
    await phone.getByRole("button", { name: "Back to the linked devices" }).click();
    await phone.getByRole("button", { name: "Back to the chats" }).click();
  }
});

function phoneOf(page: Page, name: string): Locator {
  return page.getByRole("article", { name: `Phone of ${name}` });
}

async function attach(phone: Locator, name: string, then: () => Promise<void>): Promise<void> {
  await phone.getByRole("button", { name: "Attach" }).click();
  await phone.locator(".attachments").getByRole("button", { name }).click();
  await then();
}

function pickFile(phone: Locator, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  return phone.locator('input[type="file"]').setInputFiles(file);
}

function paste(page: Page, picture: Buffer): Promise<void> {
  return page.evaluate((encoded) => {
    const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([bytes], "image.png", { type: "image/png" }));
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
  }, picture.toString("base64"));
}

/** Gives the page a window to look at, as there is no screen here: it is black until a picture is shown in it. */
async function showWindow(page: Page): Promise<(picture: Buffer) => Promise<void>> {
  const shown = await page.evaluateHandle(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1280, height: 800 });
    const image = new Image();
    // A canvas gives a frame for each time it is drawn, and none for standing still.
    setInterval(() => {
      const context = canvas.getContext("2d");
      context?.fillRect(0, 0, canvas.width, canvas.height);
      if (image.complete) context?.drawImage(image, 480, 240);
    }, 100);
    navigator.mediaDevices.getDisplayMedia = async () => canvas.captureStream(10);
    return image;
  });
  return (picture) =>
    shown.evaluate((image, encoded) => {
      image.src = `data:image/png;base64,${encoded}`;
    }, picture.toString("base64"));
}

/** As a browser would show it. */
function pictureOf(code: string): Promise<Buffer> {
  const drawn = renderToStaticMarkup(createElement(QRCodeSVG, { value: code, size: 320, marginSize: 4 }));
  return sharp(Buffer.from(drawn)).png().toBuffer();
}

function plainPicture(): Promise<Buffer> {
  return sharp({ create: { width: 300, height: 200, channels: 3, background: "#c33" } })
    .png()
    .toBuffer();
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
}
