import { sql } from "kysely";
import type { Attachment } from "#contract/message-content.ts";
import type { Context } from "#server/context.ts";
import { readRows } from "#server/conversations/read-rows.ts";

interface FileRow extends Omit<Attachment, "fileId" | "bytes" | "hasThumbnail"> {
  readonly id: string;
  /** A bigint as text. */
  readonly bytes: string | null;
  readonly has_thumbnail: boolean;
}

/** The files of messages by their identifiers; asks only when there are any. */
export async function findAttachments(
  context: Context,
  messages: readonly { readonly file_id: string | null }[],
): Promise<ReadonlyMap<string, Attachment>> {
  const ids = messages.flatMap(({ file_id }) => file_id ?? []);
  if (ids.length === 0) return new Map();
  const rows = await readRows(
    context,
    sql<FileRow>`
      select f.id, f.state, f.failure, f.name, f.type, f.bytes, f.width, f.height, f.seconds, f.waveform,
             f.thumbnail_key is not null as has_thumbnail
        from files f where f.workspace_id = ${context.workspaceId}::uuid and f.id = any(${ids}::uuid[])`,
  );
  return new Map(
    rows.map(({ id, bytes, has_thumbnail, ...file }) => [
      id,
      { fileId: id, ...file, bytes: bytes === null ? null : Number(bytes), hasThumbnail: has_thumbnail },
    ]),
  );
}
