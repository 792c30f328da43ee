import { extensionOf } from "#simulators/shared/mime.ts";
import { randomText } from "#simulators/shared/random.ts";
import type { FileInfo } from "./wire.ts";
import type { Bot, StoredFile, World } from "./world.ts";

type NewFile = {
  kind: StoredFile["kind"];
  bytes: Buffer;
  mimeType: string;
  name: string;
  claimedSize?: number | undefined;
};

const FOLDERS: Record<StoredFile["kind"], string> = {
  photo: "photos",
  document: "documents",
  voice: "voice",
  video: "videos",
  sticker: "stickers",
};

/** Keeps a file under a `file_id` that only this bot can use, as Telegram's ids are. */
export function storeFile(world: World, bot: Bot, file: NewFile): FileInfo {
  const extension = extensionOf(file.name);
  const stored: StoredFile = {
    fileId: `${file.kind === "photo" ? "AgACAgIAAxkBAA" : "BQACAgIAAxkBAA"}${randomText(world.random, 58)}`,
    uniqueId: `AQAD${randomText(world.random, 12)}`,
    botId: bot.id,
    kind: file.kind,
    path: `${FOLDERS[file.kind]}/file_${world.files.size}${extension ? `.${extension}` : ""}`,
    mimeType: file.mimeType,
    bytes: file.bytes,
    size: file.claimedSize ?? file.bytes.length,
    content: undefined,
  };
  world.files.set(stored.fileId, stored);
  return { file_id: stored.fileId, file_unique_id: stored.uniqueId, file_size: stored.size };
}

/** The file this bot knows by this id. */
export function findFile(world: World, bot: Bot, fileId: string): StoredFile | undefined {
  const file = world.files.get(fileId);
  return file?.botId === bot.id ? file : undefined;
}

/** The file at the path that getFile told this bot. */
export function findFileByPath(world: World, bot: Bot, path: string): StoredFile | undefined {
  return world.files.values().find((file) => file.botId === bot.id && file.path === path);
}
