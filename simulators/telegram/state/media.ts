import sharp from "sharp";
import { mimeTypeOf } from "#simulators/shared/mime.ts";
import { storeFile } from "./files.ts";
import type { MessageContent, PhotoSize } from "./wire.ts";
import type { Bot, MediaKind, World } from "./world.ts";

export type NewMedia = {
  bytes: Buffer;
  name: string;
  /** Default: by the name's ending. */
  mimeType?: string | undefined;
  /** The size the message tells, when it shall differ from the truth. */
  claimedSize?: number | undefined;
  /** Seconds, of a voice message or a video. */
  duration?: number | undefined;
  emoji?: string | undefined;
};

/** The longer edges of the sizes Telegram makes of a photo (s, m, x, y). */
const PHOTO_EDGES = [90, 320, 800, 1280];

/** Takes in a file and gives the content of a message that carries it. */
export async function takeMedia(world: World, bot: Bot, kind: MediaKind, media: NewMedia): Promise<MessageContent> {
  const content = await contentOf(world, bot, kind, media);
  for (const fileId of fileIdsOf(content)) {
    const file = world.files.get(fileId);
    if (file) file.content = content;
  }
  return content;
}

/** A picture in the sizes Telegram keeps, as JPEG, smallest first. Throws when sharp cannot read it. */
export async function photoSizes(world: World, bot: Bot, bytes: Buffer, edges = PHOTO_EDGES): Promise<PhotoSize[]> {
  const { width, height } = await sharp(bytes).metadata();
  const longer = Math.max(width, height);
  const largest = Math.max(...edges);
  const wanted = [...edges.filter((edge) => edge < Math.min(longer, largest)), Math.min(longer, largest)];
  return Promise.all(
    wanted.map(async (edge) => {
      const resized = sharp(bytes)
        .rotate()
        .resize({ width: edge, height: edge, fit: "inside", withoutEnlargement: true });
      const { data, info } = await resized
        .flatten({ background: "#fff" })
        .jpeg({ quality: 87 })
        .toBuffer({ resolveWithObject: true });
      const file = storeFile(world, bot, { kind: "photo", bytes: data, mimeType: "image/jpeg", name: "photo.jpg" });
      return { ...file, width: info.width, height: info.height };
    }),
  );
}

async function contentOf(world: World, bot: Bot, kind: MediaKind, media: NewMedia): Promise<MessageContent> {
  if (kind === "photo") return { photo: await photoSizes(world, bot, media.bytes) };
  const mimeType = media.mimeType ?? mimeTypeOf(media.name);
  const file = storeFile(world, bot, { ...media, kind, mimeType });
  const duration = media.duration ?? 1;
  switch (kind) {
    case "document":
      return { document: { ...file, file_name: media.name, mime_type: mimeType } };
    case "voice":
      return { voice: { ...file, duration, mime_type: "audio/ogg" } };
    case "video":
      return { video: { ...file, width: 640, height: 360, duration, mime_type: mimeType, file_name: media.name } };
    case "sticker": {
      const emoji = media.emoji ? { emoji: media.emoji } : {};
      return {
        sticker: { ...file, width: 512, height: 512, type: "regular", is_animated: false, is_video: false, ...emoji },
      };
    }
  }
}

function fileIdsOf({ photo = [], document, voice, video, sticker }: MessageContent): string[] {
  return [...photo, document, voice, video, sticker].flatMap((file) => (file ? [file.file_id] : []));
}
