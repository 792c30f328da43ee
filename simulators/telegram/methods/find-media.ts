import { findFile } from "../state/files.ts";
import { type NewMedia, takeMedia } from "../state/media.ts";
import type { MessageContent } from "../state/wire.ts";
import type { MediaKind } from "../state/world.ts";
import { badRequest, type Call, TelegramRefusal } from "./call.ts";

/** "10 MB max size for photos, 50 MB for other files"; by URL 5 MB and 20 MB. https://core.telegram.org/bots/api#sending-files */
const LARGEST_PHOTO = 10 * 1024 * 1024;
const LARGEST_BY_URL = { photo: 5 * 1024 * 1024, other: 20 * 1024 * 1024 };

/** The file a send method names: one that was uploaded, a `file_id` of this bot, or a URL to fetch. */
export async function findMedia(call: Call, kind: MediaKind): Promise<MessageContent> {
  const value = call.params[kind];
  const uploaded = call.files.get(typeof value === "string" ? value.replace(/^attach:\/\//, "") : kind);
  if (uploaded) return checkedMedia(call, kind, { bytes: uploaded.bytes, name: uploaded.name });
  if (typeof value !== "string" || value === "") throw badRequest(`there is no ${kind} in the request`);
  if (/^https?:\/\//i.test(value)) return checkedMedia(call, kind, await fetchMedia(value, kind));
  const known = findFile(call.world, call.bot, value);
  if (!known?.content) throw badRequest("wrong file identifier/HTTP URL specified");
  if (known.kind !== kind) throw badRequest(`can't use file of type ${capital(known.kind)} as ${capital(kind)}`);
  return known.content;
}

async function checkedMedia({ world, bot }: Call, kind: MediaKind, media: NewMedia): Promise<MessageContent> {
  const size = media.bytes.length;
  if (size === 0) throw badRequest("file must be non-empty");
  if (kind === "photo" && size > LARGEST_PHOTO) {
    throw badRequest(`file of size ${size} bytes is too big for a photo; the maximum size is ${LARGEST_PHOTO} bytes`);
  }
  try {
    return await takeMedia(world, bot, kind, media);
  } catch (error) {
    if (error instanceof TelegramRefusal) throw error;
    throw badRequest("IMAGE_PROCESS_FAILED");
  }
}

async function fetchMedia(url: string, kind: MediaKind): Promise<NewMedia> {
  const response = await fetch(url, { signal: AbortSignal.timeout(20_000) }).catch(() => undefined);
  if (!response?.ok) throw badRequest("failed to get HTTP URL content");
  const bytes = Buffer.from(await response.arrayBuffer());
  if (bytes.length > LARGEST_BY_URL[kind === "photo" ? "photo" : "other"]) throw badRequest("file is too big");
  return { bytes, name: new URL(url).pathname.split("/").at(-1) || "file" };
}

function capital(kind: string): string {
  return kind.charAt(0).toUpperCase() + kind.slice(1);
}
