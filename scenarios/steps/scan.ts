import { expect, type Page } from "@playwright/test";
import jsqr from "jsqr";
import sharp from "sharp";

/** Reads the QR code that a page shows from the pixels of a picture of it, as a phone's camera does. */
export async function readCode(page: Page): Promise<string> {
  await expect(page.getByRole("img", { name: "The code to scan" })).toBeVisible();
  const picture = await page.screenshot();
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const found = jsqr.default(new Uint8ClampedArray(data), info.width, info.height);
  if (!found) throw new Error("No phone could read this code.");
  return found.data;
}
