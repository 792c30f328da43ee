import { arrayBuffer } from "node:stream/consumers";
import { z } from "zod";
import type { OutboundMessage } from "#server/channels/adapter.ts";
import { callGraph } from "#server/channels/messenger/call-graph.ts";
import type { GraphFailure } from "#server/channels/messenger/graph-answer.ts";
import type { PageAccess } from "#server/channels/messenger/page-access.ts";

/** A file that was taken, and as what; or why not: `unreadable` where we could not read it ourselves. */
export type Upload =
  | { readonly outcome: "taken"; readonly type: AttachmentType; readonly id: string }
  | { readonly outcome: "failed"; readonly failure: GraphFailure }
  | { readonly outcome: "unreadable" };

type File = NonNullable<OutboundMessage["file"]>;
type AttachmentType = "image" | "video" | "audio" | "file";

const typeOf: Readonly<Record<File["kind"], AttachmentType>> = {
  photo: "image",
  video: "video",
  voice: "audio",
  document: "file",
};
const taken = z.object({ attachment_id: z.string().min(1) });

/**
 * Uploads a file, which no customer sees before a message names it: developers.facebook.com/docs/messenger-platform/reference/
 * attachment-upload-api. What Messenger does not take as the picture, film or sound that it is goes as a file.
 */
export async function uploadFile(
  access: PageAccess,
  file: File,
  timeoutMilliseconds: number,
  signal: AbortSignal,
): Promise<Upload> {
  const bytes = await readAll(file);
  if (!bytes) return { outcome: "unreadable" };
  const upload = (type: AttachmentType) =>
    uploadAs(access, type, formOf(type, file, bytes), timeoutMilliseconds, signal);
  const type = typeOf[file.kind];
  const first = await upload(type);
  return type !== "file" && isOfAnotherType(first) ? upload("file") : first;
}

async function readAll(file: File): Promise<Blob | null> {
  try {
    return new Blob([await arrayBuffer(await file.open())], { type: file.type });
  } catch {
    return null;
  }
}

function formOf(type: AttachmentType, { name }: File, bytes: Blob): FormData {
  const form = new FormData();
  form.set("message", JSON.stringify({ attachment: { type, payload: { is_reusable: true } } }));
  form.set("filedata", bytes, name);
  return form;
}

async function uploadAs(
  { line, pageId, pageToken }: PageAccess,
  type: AttachmentType,
  body: FormData,
  timeoutMilliseconds: number,
  signal: AbortSignal,
): Promise<Upload> {
  const path = `${encodeURIComponent(pageId)}/message_attachments`;
  const call = { path, token: pageToken, body, answer: taken, timeoutMilliseconds, signal };
  const answer = await callGraph(line, { ...call, verb: "POST" });
  if (!answer.ok) return { outcome: "failed", failure: answer.failure };
  return { outcome: "taken", type, id: answer.result.attachment_id };
}

function isOfAnotherType(upload: Upload): boolean {
  return upload.outcome === "failed" && upload.failure.kind === "refused" && upload.failure.subcode === 2018047;
}
