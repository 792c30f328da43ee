import { addAbortSignal } from "node:stream";
import { FileGone } from "#server/channels/adapter.ts";
import type { Adapters } from "#server/channels/adapters.ts";
import { connectionOf } from "#server/channels/connection-of.ts";
import { type Context, read, transact } from "#server/context.ts";
import { ContentRefused } from "#server/media/cap-content.ts";
import { cleanName } from "#server/media/clean-name.ts";
import { type KeptContent, keepContent, mostFileBytes } from "#server/media/keep-content.ts";
import {
  channelOfFile,
  type FileRow,
  fileById,
  markFailed,
  markStored,
  messagesOfFile,
} from "#server/media/queries.ts";
import { announce } from "#server/platform/events/announce.ts";
import type { FileStore } from "#server/platform/files/file-store.ts";
import type { SecretBox } from "#server/platform/secrets/seal.ts";

/** What fetching needs besides a context. */
export interface FetchParts {
  readonly adapters: Adapters;
  readonly files: FileStore;
  readonly secrets: SecretBox;
}

const mostMilliseconds = 5 * 60_000;
const givenUpAfterMilliseconds = 24 * 3_600_000;

const refusals: Record<ContentRefused["reason"], string> = {
  too_large:
    "This file is larger than was announced, or larger than 50 MB, and was not kept. Ask the customer for a link.",
  empty: "This file is empty.",
};

/**
 * Brings the bytes of a file from the outside service into the file store and tells the threads that show it. What will never
 * come is marked failed with a sentence for people. Rejects when the service cannot be reached now: the job is tried again,
 * for a day.
 */
export async function fetchFile(
  context: Context,
  parts: FetchParts,
  fileId: string,
  signal: AbortSignal,
): Promise<void> {
  const [file] = await read(context, fileById(context.workspaceId, fileId));
  if (file?.state !== "fetching") return;
  const outcome = await bring(context, parts, file, signal);
  const name = file.name === null ? null : cleanName(file.name);
  await transact(context, async (tx) => {
    await (typeof outcome === "string" ? markFailed(tx, fileId, outcome) : markStored(tx, fileId, name, outcome));
    const shown = await read(tx, messagesOfFile(tx.workspaceId, fileId));
    await Promise.all(
      shown.map(({ id, conversation_id }) =>
        announce(tx, { kind: "message.changed", subjectId: id, conversationId: conversation_id }),
      ),
    );
  });
}

/** What was stored, or the sentence that says why nothing will be. */
async function bring(
  context: Context,
  parts: FetchParts,
  file: FileRow,
  signal: AbortSignal,
): Promise<KeptContent | string> {
  const announced = file.bytes === null ? null : Number(file.bytes);
  if (announced !== null && announced > mostFileBytes) return refusals.too_large;
  try {
    return await fetchNow(context, parts, file, limitOf(announced), signal);
  } catch (error) {
    if (error instanceof FileGone) return error.message;
    if (error instanceof ContentRefused) return refusals[error.reason];
    if (signal.aborted || !isOld(context, file)) throw error;
    return "This file could not be fetched for a day. Ask the customer to send it again.";
  }
}

async function fetchNow(
  context: Context,
  { adapters, files, secrets }: FetchParts,
  file: FileRow,
  limit: number,
  signal: AbortSignal,
): Promise<KeptContent> {
  const [channel] = await read(context, channelOfFile(context.workspaceId, file.id));
  const connection = channel ? await connectionOf(context, secrets, channel.id) : "removed";
  if (!channel || connection === "removed") throw new FileGone("The channel was removed before this file was fetched.");
  if (connection === "unreadable") throw new Error("The channel waits for its token.");
  const patience = AbortSignal.any([signal, AbortSignal.timeout(mostMilliseconds)]);
  const content = await adapters[channel.kind].openFile(connection, file.source, patience);
  return keepContent(files, { workspaceId: file.workspace_id, id: file.id }, addAbortSignal(patience, content), limit);
}

/** Services round what they announce, so a little more is let through, but never more than is kept at all. */
function limitOf(announced: number | null): number {
  return announced === null ? mostFileBytes : Math.min(mostFileBytes, Math.ceil(announced * 1.1) + 64 * 1024);
}

function isOld({ clock }: Context, file: FileRow): boolean {
  return clock.now().getTime() - file.created_at.getTime() > givenUpAfterMilliseconds;
}
