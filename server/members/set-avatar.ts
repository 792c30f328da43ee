import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { Profile } from "#contract/members.ts";
import { actingMemberId, type Context, type Transaction, transact } from "#server/context.ts";
import { encodePicture } from "#server/media/encode-picture.ts";
import { judgeType } from "#server/media/judge-type.ts";
import { accessProfile } from "#server/members/access.ts";
import { changeOwnMember } from "#server/members/edit-profile.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";
import type { FileStore } from "#server/platform/files/file-store.ts";
import { newId } from "#server/platform/identifier.ts";

/** The largest picture that becomes an avatar, in bytes. */
export const mostAvatarBytes = 5 * 1024 * 1024;

const accepted = new Set(["image/png", "image/jpeg", "image/webp"]);
const square = { pixels: 512, fit: "cover" } as const;

/**
 * Makes a square WebP of a PNG, JPEG or WebP and shows it as the acting member's avatar. What the file is called or claims
 * to be is not asked, and nothing of its bytes is kept as it came. Refused `not_a_picture`, and whatever reading refuses.
 */
export async function setAvatar(context: Context, files: FileStore, content: Readable): Promise<Profile> {
  const webp = await encodeAvatar(await buffer(content));
  const id = newId();
  const key = `${context.workspaceId}/${id}`;
  await files.put(key, webp);
  try {
    return await transact(context, (tx) => showAvatar(tx, { id, key, bytes: webp.length }));
  } catch (reason) {
    await files.remove(key);
    throw reason;
  }
}

/** Takes the acting member's avatar away. Its file stays, as colleagues may be looking at it. */
export function removeAvatar(context: Context): Promise<Profile> {
  return transact(context, async (tx) => {
    await changeOwnMember(tx, { avatar_file_id: null });
    return accessProfile(tx);
  });
}

async function encodeAvatar(picture: Buffer): Promise<Buffer> {
  if (!accepted.has(await judgeType(picture))) throw notAPicture();
  const encoded = await encodePicture(async () => Readable.from([picture]), picture.length, square);
  if (!encoded) throw notAPicture();
  return encoded.webp;
}

async function showAvatar(tx: Transaction, file: { id: string; key: string; bytes: number }): Promise<Profile> {
  await tx.db
    .insertInto("files")
    .values({
      workspace_id: tx.workspaceId,
      id: file.id,
      purpose: "member_avatar",
      uploaded_by: actingMemberId(tx),
      state: "stored",
      name: "avatar.webp",
      type: "image/webp",
      bytes: String(file.bytes),
      width: square.pixels,
      height: square.pixels,
      storage_key: file.key,
      created_at: tx.clock.now(),
    })
    .execute();
  await changeOwnMember(tx, { avatar_file_id: file.id });
  return accessProfile(tx);
}

function notAPicture(): Refusal {
  return new Refusal(400, "not_a_picture", "This file is not a picture that can be used here.", {
    detail: "Choose a PNG, JPEG or WebP that opens on your computer, of at most 64 megapixels.",
  });
}
