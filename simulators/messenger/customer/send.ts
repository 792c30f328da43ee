import { silentVoice } from "#simulators/shared/silence.ts";
import { storeMedia } from "../state/media.ts";
import type { AttachmentType, LetterAttachment, Thread, World } from "../state/world.ts";
import { writeLetter } from "./write.ts";

/** A file that somebody sends. */
export type OutgoingFile = {
  bytes: Buffer;
  name?: string | undefined;
  mimeType?: string | undefined;
  replyTo?: string | undefined;
};

type Ref = { id: string };
type SendFile = (page: Ref, file: OutgoingFile) => string;

/** What a customer can send beside text; each returns the `mid`. */
export type SendMethods = {
  sendImage: SendFile;
  sendVideo: SendFile;
  /** Without bytes: two seconds of silence. */
  sendAudio: (page: Ref, file?: Partial<OutgoingFile>) => string;
  sendFile: SendFile;
  /** Without an id: the thumb. Comes as the type "sticker" with `sticker_id`. */
  sendSticker: (page: Ref, sticker?: { stickerId?: number; bytes?: Buffer }) => string;
  /** Comes as the type "location" with `payload.coordinates`. */
  sendLocation: (page: Ref, place: { latitude: number; longitude: number; title?: string }) => string;
  /** A link with a preview; comes as text and the type "fallback". */
  sendLink: (page: Ref, link: { url: string; title: string; text?: string }) => string;
  /** An attachment exactly as given, for types that nobody has heard of. */
  sendAttachment: (
    page: Ref,
    attachment: { type: string; payload?: Record<string, unknown>; title?: string; url?: string },
  ) => string;
};

/** The thumb of Messenger. */
const THUMB = 369239263222822;

/** The part of a customer that sends files and the like. */
export function sending(world: World, thread: (page: Ref) => Thread): SendMethods {
  const send = (
    page: Ref,
    attachments: LetterAttachment[],
    more: { text?: string; replyTo?: string | undefined } = {},
  ) => writeLetter(world, thread(page), { attachments, ...more }).mid;
  const file =
    (type: AttachmentType, name: string) =>
    (page: Ref, { replyTo, ...given }: OutgoingFile) =>
      send(page, [fileAttachment(world, type, { name, ...given })], { replyTo });
  return {
    sendImage: file("image", "photo.jpg"),
    sendVideo: file("video", "video.mp4"),
    sendAudio: (page, audio = {}) => file("audio", "audioclip.ogg")(page, { bytes: silentVoice(2), ...audio }),
    sendFile: file("file", "document.pdf"),
    sendSticker: (page, sticker = {}) => send(page, [stickerAttachment(world, sticker)]),
    sendLocation: (page, { latitude, longitude, title }) => {
      const payload = { coordinates: { lat: latitude, long: longitude } };
      return send(page, [attachment("location", { payload, title: title ?? "Pinned Location" })]);
    },
    sendLink: (page, { url, title, text }) =>
      send(page, [attachment("fallback", { payload: { url, title }, title, url })], { text: text ?? url }),
    sendAttachment: (page, { type, payload = {}, title, url }) =>
      // The type of what nobody knows is not one of ours, which is what tests want it for.
      send(page, [{ ...attachment("fallback", { payload, title, url }), wireType: type }]),
  };
}

/** A file on the CDN as an attachment. */
export function fileAttachment(world: World, type: AttachmentType, file: OutgoingFile): LetterAttachment {
  const name = file.name ?? (type === "image" ? "photo.jpg" : "file");
  const media = storeMedia(world, { bytes: file.bytes, name, mimeType: file.mimeType });
  return { ...attachment(type, {}), mediaId: media.id };
}

function stickerAttachment(world: World, sticker: { stickerId?: number; bytes?: Buffer }): LetterAttachment {
  const bytes = sticker.bytes ?? world.faces[4] ?? Buffer.alloc(0);
  const drawn = fileAttachment(world, "sticker", { bytes, name: "sticker.png" });
  return { ...drawn, payload: { sticker_id: sticker.stickerId ?? THUMB } };
}

type Parts = { payload?: Record<string, unknown>; title?: string | undefined; url?: string | undefined };

function attachment(type: AttachmentType, { payload = {}, title, url }: Parts): LetterAttachment {
  return { type, mediaId: undefined, payload, title, url, wireType: undefined };
}
