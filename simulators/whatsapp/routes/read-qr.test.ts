import { QRCodeSVG } from "qrcode.react";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import sharp from "sharp";
import { expect, test } from "vitest";
import { readQr } from "./read-qr.ts";

/** As long as the ones that WhatsApp's clients show: a reference, three keys of 32 bytes and a number. */
const said = `https://wa.me/settings/linked_devices#2@${"Ab1/".repeat(40)},${["x", "y", "z"].map((key) => key.repeat(43)).join("=,")}=,1`;
const code = Buffer.from(renderToStaticMarkup(createElement(QRCodeSVG, { value: said, size: 280, marginSize: 4 })));

test.each([
  ["alone", () => sharp(code).png().toBuffer()],
  ["as a JPEG of a screen of 1440 by 900", () => onScreen("#ffffff").jpeg({ quality: 80 }).toBuffer()],
  ["on a dark screen", () => onScreen("#101418").png().toBuffer()],
  [
    "on a screen of twice the density",
    async () =>
      sharp(await onScreen("#ffffff").png().toBuffer())
        .resize(2880)
        .png()
        .toBuffer(),
  ],
])("a QR code is read from a picture: %s", async (_name, picture) => {
  expect(await readQr(await picture())).toBe(said);
});

test("a picture without one gives nothing, and what is no picture is refused", async () => {
  const empty = sharp({ create: { width: 400, height: 300, channels: 3, background: "#c8b090" } })
    .png()
    .toBuffer();
  expect(await readQr(await empty)).toBeUndefined();
  await expect(readQr(Buffer.from("hello"))).rejects.toThrow();
});

function onScreen(background: string) {
  const words = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="40"><text y="30" font-size="24" fill="#888">Scan this code</text></svg>`;
  return sharp({ create: { width: 1440, height: 900, channels: 3, background } }).composite([
    { input: code, left: 610, top: 260 },
    { input: Buffer.from(words), left: 610, top: 180 },
  ]);
}
