import type { Readable } from "node:stream";
import { mostUploadBytes } from "#contract/files.ts";
import { ContentRefused, capContent } from "#server/media/cap-content.ts";
import { encodePicture } from "#server/media/encode-picture.ts";
import { headBytes, isPicture, judgeType } from "#server/media/judge-type.ts";
import type { FileStore } from "#server/platform/files/file-store.ts";

/** The largest file that is kept, in bytes. */
export const mostFileBytes = mostUploadBytes;

/** The longest side of a thumbnail in pixels. */
const thumbnailPixels = 640;

/** What was found out about a file while it was stored. */
export interface KeptContent {
  readonly bytes: number;
  readonly type: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly storageKey: string;
  readonly thumbnailKey: string | null;
}

/** Stores a stream of at most `limit` bytes under the file's key, judges its type and makes a thumbnail of a picture. */
export async function keepContent(
  store: FileStore,
  file: { readonly workspaceId: string; readonly id: string },
  content: Readable,
  limit: number = mostFileBytes,
): Promise<KeptContent> {
  const { storageKey } = keysOf(file);
  const head = headOf();
  const bytes = await store.put(storageKey, capContent(content, limit, head.see));
  if (bytes === 0) {
    await store.remove(storageKey);
    throw new ContentRefused("empty");
  }
  const type = await judgeType(head.read());
  const picture = isPicture(type) ? await makeThumbnail(store, keysOf(file), bytes) : noPicture;
  return { bytes, type, storageKey, ...picture };
}

/** Where the bytes of a file and of its thumbnail are kept. */
export function keysOf({ workspaceId, id }: { workspaceId: string; id: string }) {
  const storageKey = `${workspaceId}/${id}`;
  return { storageKey, thumbnailKey: `${storageKey}-thumbnail` };
}

const noPicture = { width: null, height: null, thumbnailKey: null };

/** Keeps the first bytes of what passes by, to judge the type by. */
function headOf(): { see(piece: Buffer): void; read(): Buffer } {
  const pieces: Buffer[] = [];
  let missing = headBytes;
  return {
    see(piece) {
      if (missing <= 0) return;
      pieces.push(piece.subarray(0, missing));
      missing -= piece.length;
    },
    read: () => Buffer.concat(pieces),
  };
}

async function makeThumbnail(store: FileStore, { storageKey, thumbnailKey }: ReturnType<typeof keysOf>, bytes: number) {
  const picture = await encodePicture(() => store.get(storageKey), bytes, { pixels: thumbnailPixels, fit: "inside" });
  if (!picture) return noPicture;
  await store.put(thumbnailKey, picture.webp);
  return { width: picture.width, height: picture.height, thumbnailKey };
}
