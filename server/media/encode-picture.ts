import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { Metadata, Sharp } from "sharp";
import { isPicture } from "#server/media/judge-type.ts";
import { loadSharp } from "#server/platform/files/load-sharp.ts";

/** A picture that we encoded ourselves, and the size of the original as it is meant to be seen, in pixels. */
export interface EncodedPicture {
  readonly webp: Buffer;
  readonly width: number;
  readonly height: number;
}

/** How a picture is fitted: `inside` a square of so many pixels and never enlarged, or cropped to `cover` it exactly. */
export interface Fitting {
  readonly pixels: number;
  readonly fit: "inside" | "cover";
}

// A bomb is small on the disk and huge in memory, so both the picture and what unpacking it takes are bounded.
const mostPixels = 64_000_000;
const mostUnpackedBytes = 96 * 1024 * 1024;
const mostBytes = 32 * 1024 * 1024;
const mostSeconds = 20;

const inTurn = lane();

/**
 * Encodes a picture anew as WebP, upright and without anything that its file carried beside it (place, camera, comments).
 * Null for what is no whole picture of a size that can be unpacked safely. One picture at a time, off the event loop.
 */
export function encodePicture(
  open: () => Promise<Readable>,
  bytes: number,
  fitting: Fitting,
): Promise<EncodedPicture | null> {
  if (bytes > mostBytes) return Promise.resolve(null);
  return inTurn(async () => encode(await buffer(await open()), fitting));
}

async function encode(original: Buffer, { pixels, fit }: Fitting): Promise<EncodedPicture | null> {
  const sharp = await loadSharp();
  try {
    const image = sharp(original, { limitInputPixels: mostPixels, failOn: "error" }).timeout({ seconds: mostSeconds });
    const size = await measure(image);
    if (!size) return null;
    const withoutEnlargement = fit === "inside";
    const upright = image.autoOrient().resize({ width: pixels, height: pixels, fit, withoutEnlargement });
    return { ...size, webp: await upright.webp({ quality: 80 }).toBuffer() };
  } catch {
    // The library tells a broken picture from a bomb only in words; neither gets a preview, and the file itself is kept.
    return null;
  }
}

async function measure(image: Sharp): Promise<{ width: number; height: number } | null> {
  const found = await image.metadata();
  const isSafe = !isUnpackedWhole(found) || unpackedBytes(found) <= mostUnpackedBytes;
  return isPicture(`image/${found.format}`) && isSafe ? found.autoOrient : null;
}

/** JPEG and PNG are read by strips, unless they are interlaced or a PNG must be turned; JPEG is shrunk before it is turned. */
function isUnpackedWhole({ format, isProgressive, orientation = 1 }: Metadata): boolean {
  if (format !== "jpeg" && format !== "png") return true;
  return isProgressive || (format === "png" && orientation > 1);
}

/** An interlaced JPEG is held as three coefficients of two bytes a pixel, all else as red, green, blue and opacity. */
function unpackedBytes({ format, width, height, depth }: Metadata): number {
  const perPixel = depth === "ushort" ? 8 : 4;
  return width * height * (format === "jpeg" ? 6 : perPixel);
}

/** Runs pieces of work one after the other, whatever became of the one before. */
function lane(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
