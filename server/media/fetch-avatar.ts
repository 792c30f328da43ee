import { addAbortSignal, Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { FileGone } from "#server/channels/adapter.ts";
import { connectionOf } from "#server/channels/connection-of.ts";
import { changeAvatar } from "#server/contacts/change-avatar.ts";
import { type Context, read, type Transaction, transact } from "#server/context.ts";
import { ContentRefused, capContent } from "#server/media/cap-content.ts";
import { type EncodedPicture, encodePicture } from "#server/media/encode-picture.ts";
import type { FetchParts } from "#server/media/fetch-file.ts";
import { accountOfContact, deleteFile, insertFace } from "#server/media/queries.ts";
import { newId } from "#server/platform/identifier.ts";

const mostBytes = 5 * 1024 * 1024;
const facePixels = 256;
const mostMilliseconds = 60_000;

/**
 * Fetches a customer's picture from the outside service and shows it wherever they appear, encoded anew as a square WebP.
 * Somebody without a picture, or with one that cannot be read, keeps their initials. Rejects when the service cannot be
 * reached now: the job is tried again.
 */
export async function fetchAvatar(
  context: Context,
  parts: FetchParts,
  contactId: string,
  signal: AbortSignal,
): Promise<void> {
  const [account] = await read(context, accountOfContact(context.workspaceId, contactId));
  const connection = account ? await connectionOf(context, parts.secrets, account.id) : "removed";
  if (!account || typeof connection === "string") return;
  const patience = AbortSignal.any([signal, AbortSignal.timeout(mostMilliseconds)]);
  const opened = parts.adapters[account.kind].openAvatar(connection, account.external_id, patience);
  const picture = await readPicture(opened, patience);
  if (!picture) return;
  // One key per contact: a repeated attempt replaces the bytes of the one before.
  const storageKey = `${context.workspaceId}/${contactId}-face`;
  await parts.files.put(storageKey, picture.webp);
  await transact(context, (tx) => showFace(tx, contactId, account.avatar_file_id, storageKey, picture));
}

async function readPicture(opened: Promise<Readable | null>, patience: AbortSignal): Promise<EncodedPicture | null> {
  try {
    const content = await opened;
    if (!content) return null;
    const original = await buffer(capContent(addAbortSignal(patience, content), mostBytes));
    const open = async () => Readable.from([original]);
    return await encodePicture(open, original.length, { pixels: facePixels, fit: "cover" });
  } catch (error) {
    if (error instanceof FileGone || error instanceof ContentRefused) return null;
    throw error;
  }
}

/** Every picture has an identifier of its own, as browsers keep what they have seen for ever. */
async function showFace(
  tx: Transaction,
  contactId: string,
  former: string | null,
  storageKey: string,
  picture: EncodedPicture,
): Promise<void> {
  const fileId = newId();
  await insertFace(tx, fileId, storageKey, picture.webp.length);
  await changeAvatar(tx, { contactId, fileId });
  if (former) await deleteFile(tx, former);
}
