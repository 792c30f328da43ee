import sharp from "sharp";
import { storeMedia, urlOfMedia } from "./media.ts";
import type { Customer, Media, Page, World } from "./world.ts";

const stored = new WeakMap<Page | Customer, Media>();

const colours = ["#b3463c", "#2f7d5b", "#3b62a8", "#8a4fa0", "#b07a1e", "#3f7f8c"];

/** Plain coloured squares for those who have no picture of their own. */
export function drawFaces(): Promise<Buffer[]> {
  const draw = (background: string) => sharp({ create: { width: 200, height: 200, channels: 3, background } }).png();
  return Promise.all(colours.map((colour) => draw(colour).toBuffer()));
}

/** An address of the page's picture; it ends as all addresses of files do. */
export function pictureOfPage(world: World, page: Page): string {
  return addressOf(world, page, page.picture, page.name);
}

/** An address of the customer's picture. */
export function pictureOfCustomer(world: World, customer: Customer): string {
  return addressOf(world, customer, customer.picture, customer.firstName);
}

/** Another picture counts from now on. */
export function forgetPicture(owner: Page | Customer): void {
  stored.delete(owner);
}

function addressOf(world: World, owner: Page | Customer, given: Buffer | undefined, name: string): string {
  const known = stored.get(owner);
  if (known) return urlOfMedia(world, known);
  const media = storeMedia(world, pictureFile(given ?? faceOf(world, name)));
  stored.set(owner, media);
  return urlOfMedia(world, media);
}

function pictureFile(bytes: Buffer) {
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
  return { bytes, name: isJpeg ? "picture.jpg" : "picture.png" };
}

function faceOf({ faces }: World, name: string): Buffer {
  const sum = [...name].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return faces[sum % faces.length] ?? Buffer.alloc(0);
}
