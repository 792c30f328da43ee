import sharp from "sharp";

/** A file a customer sends. */
export type OutgoingMedia = {
  bytes: Buffer;
  name?: string;
  mimeType?: string;
  caption?: string;
  replyTo?: number;
  /** Seconds. */
  duration?: number;
  emoji?: string;
  /** What the message says the size is, when it shall be a lie. */
  claimedSize?: number;
};

/** Something to send for who only wants "a sticker". */
export function defaultSticker(): Promise<Buffer> {
  const background = { r: 250, g: 190, b: 60, alpha: 1 };
  return sharp({ create: { width: 512, height: 512, channels: 4, background } })
    .webp()
    .toBuffer();
}
