import type { proto } from "baileys";
import { type EncryptedMedia, encryptMedia } from "./encrypt-media.ts";
import type { MediaKind } from "./kinds.ts";
import type { MediaHost } from "./media-host.ts";

/** A file that somebody sends from a phone. */
export type OutgoingMedia = {
  bytes: Buffer;
  /** Default: what a phone sends of this kind. */
  mimeType?: string | undefined;
  /** Documents: the name that is shown. */
  name?: string | undefined;
  caption?: string | undefined;
  /** Voice, audio and video. Default 3. */
  seconds?: number | undefined;
  /** Voice: 64 heights from 0 to 100. */
  waveform?: Uint8Array | undefined;
  /** Of pictures and videos. Default 800 by 600. */
  width?: number | undefined;
  height?: number | undefined;
  /** The small JPEG that is shown before the file is there. */
  thumbnail?: Buffer | undefined;
};

const PHONE_TYPES: Readonly<Record<MediaKind, string>> = {
  image: "image/jpeg",
  video: "video/mp4",
  voice: "audio/ogg; codecs=opus",
  audio: "audio/mpeg",
  document: "application/pdf",
  sticker: "image/webp",
};

/**
 * Encrypts a file, puts it on the media host and makes the message that carries it. The message has a plain http `url` and
 * no `directPath`: with one, clients would ask the same host over https, whose certificate nobody trusts.
 */
export function composeMedia(host: MediaHost, kind: MediaKind, media: OutgoingMedia, now: Date): proto.IMessage {
  const encrypted = encryptMedia(media.bytes, kind);
  const common = {
    url: host.urlOf(host.store(encrypted.body)),
    mimetype: media.mimeType ?? PHONE_TYPES[kind],
    mediaKeyTimestamp: Math.floor(now.getTime() / 1000),
    ...keysOf(encrypted),
  };
  const caption = media.caption ? { caption: media.caption } : {};
  const seconds = Math.max(1, Math.round(media.seconds ?? 3));
  switch (kind) {
    case "image":
      return { imageMessage: { ...common, ...caption, ...pictureFacts(media) } };
    case "video":
      return { videoMessage: { ...common, ...caption, seconds, ...pictureFacts(media) } };
    case "voice":
      return { audioMessage: { ...common, seconds, ptt: true, waveform: media.waveform ?? spokenWaveform() } };
    case "audio":
      return { audioMessage: { ...common, seconds, ptt: false } };
    case "document":
      return documentMessage({ ...common, ...nameOf(media) }, media.caption);
    case "sticker":
      return { stickerMessage: { ...common, width: 512, height: 512, isAnimated: false } };
  }
}

/** The same message, as one that may be looked at once. */
export function viewOnce(message: proto.IMessage): proto.IMessage {
  const { imageMessage, videoMessage, audioMessage } = message;
  if (imageMessage) return { viewOnceMessageV2: { message: { imageMessage: { ...imageMessage, viewOnce: true } } } };
  if (videoMessage) return { viewOnceMessageV2: { message: { videoMessage: { ...videoMessage, viewOnce: true } } } };
  if (!audioMessage) throw new Error("Only pictures, videos and voice messages can be sent to be seen once.");
  return { viewOnceMessageV2Extension: { message: { audioMessage: { ...audioMessage, viewOnce: true } } } };
}

function keysOf({ mediaKey, fileSha256, fileEncSha256, fileLength }: EncryptedMedia) {
  return { mediaKey, fileSha256, fileEncSha256, fileLength };
}

function pictureFacts({ width = 800, height = 600, thumbnail }: OutgoingMedia) {
  return { width, height, ...(thumbnail ? { jpegThumbnail: thumbnail } : {}) };
}

function nameOf({ name = "document.pdf" }: OutgoingMedia) {
  return { fileName: name, title: name };
}

/** A document with a caption travels in an envelope of its own. */
function documentMessage(documentMessage: proto.Message.IDocumentMessage, caption?: string): proto.IMessage {
  if (!caption) return { documentMessage };
  return { documentWithCaptionMessage: { message: { documentMessage: { ...documentMessage, caption } } } };
}

/** Two words and a pause between them. */
function spokenWaveform(): Uint8Array {
  return Uint8Array.from({ length: 64 }, (_, index) => {
    const loudness = Math.sin((index / 63) * Math.PI) * Math.abs(Math.cos((index / 63) * Math.PI * 1.5));
    return Math.round(100 * loudness * (0.6 + 0.4 * Math.abs(Math.sin(index * 1.7))));
  });
}
