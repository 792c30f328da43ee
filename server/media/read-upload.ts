import { Readable } from "node:stream";
import type { MultipartFile } from "@fastify/multipart";
import type { FastifyRequest } from "fastify";
import { Refusal } from "#server/platform/errors/refusal.ts";

/** The one file of a multipart request as it streams in. */
export interface Upload {
  readonly name: string;
  /** Fails with a `Refusal` when there is more than allowed or the request ends in the middle. */
  readonly content: Readable;
}

/**
 * Opens the file in the field `file` of a multipart request; the bytes are read as they are asked for.
 * Refused `not_multipart`, `no_file`, `too_large`, `upload_broken`.
 */
export async function readUpload(request: FastifyRequest, mostBytes: number): Promise<Upload> {
  if (!request.isMultipart()) {
    throw new Refusal(415, "not_multipart", "This request carries no file.", {
      detail: "Send multipart/form-data with the file in the field `file`.",
    });
  }
  endEndless(request, 2 * mostBytes);
  const part = await openPart(request, mostBytes);
  if (part?.fieldname !== "file") throw noFile();
  return { name: part.filename, content: Readable.from(contentOf(part, mostBytes), { objectMode: false }) };
}

async function openPart(request: FastifyRequest, mostBytes: number): Promise<MultipartFile | undefined> {
  try {
    return await request.file({ limits: { fileSize: mostBytes }, throwFileSizeLimit: false });
  } catch {
    throw broken();
  }
}

async function* contentOf({ file }: MultipartFile, mostBytes: number): AsyncGenerator<Buffer> {
  try {
    yield* file;
  } catch {
    throw broken();
  }
  if (file.truncated) throw tooLarge(mostBytes);
}

/** What is beyond the limit is read and dropped, so that the sender gets to hear why; but not for ever. */
function endEndless({ raw }: FastifyRequest, mostBytes: number): void {
  let bytes = 0;
  raw.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > mostBytes) raw.destroy();
  });
}

function noFile(): Refusal {
  return new Refusal(400, "no_file", "This request carries no file.", {
    detail: "Send the file in the form's field `file`.",
  });
}

function broken(): Refusal {
  return new Refusal(400, "upload_broken", "The file did not arrive as a whole.", { detail: "Upload it again." });
}

function tooLarge(mostBytes: number): Refusal {
  const megabytes = Math.floor(mostBytes / 1024 / 1024);
  return new Refusal(413, "too_large", `This file is larger than ${megabytes} MB.`, {
    detail: "Make it smaller, or send a link to it instead.",
  });
}
