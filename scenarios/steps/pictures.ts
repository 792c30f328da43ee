import type { Locator } from "@playwright/test";
import sharp from "sharp";

/** A picture of one colour, as a camera or a drawing program would save it. */
export function picture(width: number, height: number, type: "jpeg" | "png" = "jpeg"): Promise<Buffer> {
  const background = { r: 38, g: 110, b: 190 };
  return sharp({ create: { width, height, channels: 3, background } })
    .toFormat(type)
    .toBuffer();
}

/** The width in pixels of a picture that is shown, or 0 while it is not. */
export function shownWidth(image: Locator): Promise<number> {
  return image.evaluate((element) =>
    element instanceof HTMLImageElement && element.complete ? element.naturalWidth : 0,
  );
}
