import { createHmac, timingSafeEqual } from "node:crypto";
import { mimeTypeOf } from "#simulators/shared/mime.ts";
import { newId } from "./ids.ts";
import { type Media, timeOf, type World } from "./world.ts";

export type NewMedia = { bytes: Buffer; name: string; mimeType?: string | undefined };

/** Puts a file on the CDN. */
export function storeMedia(world: World, { bytes, name, mimeType }: NewMedia): Media {
  const media = { id: newId(world, "4"), name, bytes, mimeType: mimeType ?? mimeTypeOf(name) };
  world.media.set(media.id, media);
  return media;
}

/** An address of the file that is good for some time, signed as `oh` and ending at `oe` (hex seconds), as Facebook's are. */
export function urlOfMedia(world: World, media: Media): string {
  const oe = Math.floor((timeOf(world) + world.mediaMs) / 1000).toString(16);
  const query = new URLSearchParams({ _nc_cat: "1", oh: signatureOf(media.id, oe), oe });
  return `${world.url}/cdn/${media.id}/${encodeURIComponent(media.name)}?${query}`;
}

/** Whether an address was signed by us, and is good still. */
export function judgeAddress(world: World, id: string, oh: string, oe: string): "good" | "forged" | "expired" {
  const wanted = Buffer.from(signatureOf(id, oe));
  const given = Buffer.from(oh);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return "forged";
  return Number.parseInt(oe, 16) * 1000 < timeOf(world) ? "expired" : "good";
}

function signatureOf(id: string, oe: string): string {
  return `00_${createHmac("sha256", "cdn").update(`${id}.${oe}`).digest("base64url").slice(0, 40)}`;
}
