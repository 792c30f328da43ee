import type { proto } from "baileys";
import { decryptMedia, sha256 } from "./encrypt-media.ts";
import type { MediaKind } from "./kinds.ts";
import type { MediaHost } from "./media-host.ts";

/** The file of a message, and what the message says about it. */
export type OpenedMedia = {
  kind: MediaKind;
  bytes: Buffer;
  mimeType: string;
  name: string | undefined;
  caption: string | undefined;
  seconds: number | undefined;
  /** 64 heights from 0 to 100, of voice messages. */
  waveform: Uint8Array | undefined;
  viewOnce: boolean;
  place: string;
  mediaKey: Uint8Array;
};

type Carrier = Omit<proto.Message.IDocumentMessage, "contextInfo"> &
  Pick<proto.Message.IAudioMessage, "seconds" | "waveform" | "viewOnce">;

/**
 * The file of a message, fetched from the media host and decrypted as a phone would; undefined when the message carries none.
 * Throws when the host has no such file, or when it does not fit what the message says about it.
 */
export function openMedia(host: MediaHost, message: proto.IMessage): OpenedMedia | undefined {
  const found = carrierOf(message);
  if (!found) return undefined;
  const { kind, carrier } = found;
  const place = carrier.directPath || carrier.url;
  const { mediaKey } = carrier;
  if (!place || !mediaKey) throw new Error("The message says neither where its file lies nor how to open it.");
  const body = host.find(place);
  if (!body) throw new Error("The file of the message is not on the media host.");
  const bytes = decryptMedia(body, kind, mediaKey);
  if (!carrier.fileSha256 || !sha256(bytes).equals(carrier.fileSha256) || Number(carrier.fileLength) !== bytes.length)
    throw new Error("The file is another one than the message says.");
  return { kind, bytes, place, mediaKey, ...wordsOf(carrier) };
}

/** The part of a message that carries a file, out of the envelopes it may be in. */
export function carrierOf(message: proto.IMessage): { kind: MediaKind; carrier: Carrier } | undefined {
  const inner =
    message.viewOnceMessageV2?.message ??
    message.viewOnceMessageV2Extension?.message ??
    message.viewOnceMessage?.message ??
    message.documentWithCaptionMessage?.message ??
    message.ephemeralMessage?.message;
  if (inner) return carrierOf(inner);
  const { imageMessage, videoMessage, audioMessage, documentMessage, stickerMessage } = message;
  if (imageMessage) return { kind: "image", carrier: imageMessage };
  if (videoMessage) return { kind: "video", carrier: videoMessage };
  if (audioMessage) return { kind: audioMessage.ptt ? "voice" : "audio", carrier: audioMessage };
  if (documentMessage) return { kind: "document", carrier: documentMessage };
  if (stickerMessage) return { kind: "sticker", carrier: stickerMessage };
  return undefined;
}

function wordsOf(carrier: Carrier) {
  return {
    mimeType: carrier.mimetype ?? "application/octet-stream",
    name: carrier.fileName ?? undefined,
    caption: carrier.caption ?? undefined,
    seconds: carrier.seconds ?? undefined,
    waveform: carrier.waveform ?? undefined,
    viewOnce: carrier.viewOnce ?? false,
  };
}
