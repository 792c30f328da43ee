import type { proto } from "baileys";
import { clip } from "#server/channels/whatsapp/parse/clip.ts";
import type { InboundFile } from "#server/conversations/inbound.ts";

/** By which of its keys a file is sealed: the service derives others for each of these. */
export type MediaKind = "image" | "video" | "audio" | "document" | "sticker";

/** Which message a file came with: whoever opens it late has to ask the sender's phone for it by this. */
export interface CarriedBy {
  readonly externalId: string;
  readonly chatId: string;
  readonly isOurs: boolean;
}

type Media =
  | proto.Message.IImageMessage
  | proto.Message.IVideoMessage
  | proto.Message.IAudioMessage
  | proto.Message.IDocumentMessage
  | proto.Message.IStickerMessage;

// What a person records takes no longer; a larger number would not be stored.
const mostSeconds = 7 * 24 * 3600;
const mostPixels = 100_000;
const mostOfName = 255;
const mostOfType = 100;

/** Reads where a file is and how it is opened; null when the message does not say how it is sealed. */
export function readFile(kind: MediaKind, media: Media, by: CarriedBy): InboundFile | null {
  if (media.mediaKey?.length !== 32 || !(media.url || media.directPath)) return null;
  const { url, directPath, mediaKey, fileEncSha256 } = media;
  return {
    source: {
      kind,
      url: url ?? null,
      directPath: directPath ?? null,
      mediaKey: base64(mediaKey),
      sealedHash: fileEncSha256 ? base64(fileEncSha256) : null,
      messageId: by.externalId,
      chatId: by.chatId,
      isOurs: by.isOurs ? 1 : 0,
    },
    name: "fileName" in media ? clip(media.fileName ?? media.title ?? "", mostOfName) || null : null,
    type:
      clip(media.mimetype ?? "", mostOfType)
        .split(";")[0]
        ?.trim() || null,
    bytes: whole(Number(media.fileLength ?? Number.NaN), Number.MAX_SAFE_INTEGER),
    width: "width" in media ? whole(media.width, mostPixels) : null,
    height: "height" in media ? whole(media.height, mostPixels) : null,
    seconds: "seconds" in media ? whole(media.seconds, mostSeconds) : null,
    waveform: "waveform" in media && media.waveform ? waveformOf(media.waveform) : null,
  };
}

/** 64 loudnesses from 0 to 100, one byte each. */
function waveformOf(bytes: Uint8Array): number[] | null {
  const heights = [...bytes.subarray(0, 64)].map((height) => Math.min(100, height));
  return heights.length > 0 ? heights : null;
}

/** Zero stands for what the sender did not measure. */
function whole(value: number | null | undefined, most: number): number | null {
  return typeof value === "number" && Number.isInteger(value) && value > 0 && value <= most ? value : null;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
