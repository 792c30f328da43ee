import jsqr from "jsqr";
import sharp from "sharp";

/** In pixels, the longer edge: as it is but not larger than a screen, then larger for a small code, then smaller for a noisy one. */
const EDGES = [1920, 2880, 960];

/** What the QR code in a picture says; undefined when none is found. Throws when the bytes are no picture. */
export async function readQr(picture: Buffer): Promise<string | undefined> {
  const { width, height } = await sharp(picture).metadata();
  const longer = Math.max(width, height);
  const edges = new Set([Math.min(longer, EDGES[0] ?? longer), ...EDGES.slice(1)]);
  for (const edge of edges) {
    const found = await readAt(picture, edge);
    if (found) return found;
  }
  return undefined;
}

/** A transparent picture lies on white, as screens show it. */
async function readAt(picture: Buffer, edge: number): Promise<string | undefined> {
  const { data, info } = await sharp(picture)
    .resize({ width: edge, height: edge, fit: "inside" })
    .flatten({ background: "#fff" })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixels = new Uint8ClampedArray(data.buffer, data.byteOffset, data.length);
  return jsqr.default(pixels, info.width, info.height)?.data || undefined;
}
