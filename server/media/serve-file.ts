import type { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Context } from "#server/context.ts";
import { accessFile } from "#server/media/access.ts";
import { cleanName } from "#server/media/clean-name.ts";
import { isInline, unknownType } from "#server/media/judge-type.ts";
import { parseRange } from "#server/media/parse-range.ts";
import { notFound, Refusal } from "#server/platform/errors/refusal.ts";
import type { ByteRange, FileStore } from "#server/platform/files/file-store.ts";

/** The request for a file's bytes and its unfinished answer. */
export interface FileCall {
  readonly context: Context;
  readonly params: { readonly fileId: string };
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Answers with the file itself, or the stretch that `Range` asks for. Known pictures, films and sound inline, all else to be saved. */
export async function serveFile(store: FileStore, { context, params, request, reply }: FileCall) {
  const file = await accessFile(context, params.fileId);
  if (file.storage_key === null) throw notFound();
  const bytes = Number(file.bytes);
  const what = { tag: file.id, type: file.type ?? unknownType, name: file.name ?? "file" };
  if (isKnown(request, what.tag)) return label(reply, what).code(304).send();
  const range = rangeOf(request, what.tag, bytes);
  if (range === "unsatisfiable") return reply.code(416).header("content-range", `bytes */${bytes}`).send();
  const content = await open(store, file.storage_key, range ?? undefined);
  label(reply, what).header("accept-ranges", "bytes");
  if (range) reply.code(206).header("content-range", `bytes ${range.start}-${range.end}/${bytes}`);
  return reply.header("content-length", range ? range.end - range.start + 1 : bytes).send(content);
}

/** Answers with the file's thumbnail, a WebP that we encoded; 404 when it has none. */
export async function serveThumbnail(store: FileStore, { context, params, request, reply }: FileCall) {
  const file = await accessFile(context, params.fileId);
  if (file.thumbnail_key === null) throw notFound();
  const what = { tag: `${file.id}-thumbnail`, type: "image/webp", name: "thumbnail.webp" };
  if (isKnown(request, what.tag)) return label(reply, what).code(304).send();
  const content = await open(store, file.thumbnail_key);
  return label(reply, what).send(content);
}

async function open(store: FileStore, key: string, range?: ByteRange): Promise<Readable> {
  try {
    return await store.get(key, range);
  } catch {
    throw new Refusal(404, "file_missing", "The bytes of this file are no longer in the file store.", {
      detail: "Whoever runs this server can bring them back from a backup of its data folder.",
    });
  }
}

/**
 * A file is never changed, so browsers may keep it. Whatever it holds, it is inert: no guessing of its type, no script, no
 * frame and no origin of ours, even when it is opened by its own address.
 */
function label(reply: FastifyReply, { tag, type, name }: { tag: string; type: string; name: string }): FastifyReply {
  return reply
    .header("content-type", type)
    .header("content-disposition", dispositionOf(type, cleanName(name)))
    .header("cache-control", "private, max-age=31536000, immutable")
    .header("etag", `"${tag}"`)
    .header("x-content-type-options", "nosniff")
    .header("content-security-policy", "sandbox; default-src 'none'");
}

/** The name in the form of RFC 6266: plain letters for old programs, UTF-8 by RFC 8187 for all others. */
function dispositionOf(type: string, name: string): string {
  const plain = name.normalize("NFKD").replace(/[^\w. ()-]/g, "_");
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${isInline(type) ? "inline" : "attachment"}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

function isKnown(request: FastifyRequest, tag: string): boolean {
  return request.headers["if-none-match"]?.includes(`"${tag}"`) ?? false;
}

/** A stretch of another version than the browser has a part of would not fit: then it gets the whole. */
function rangeOf(request: FastifyRequest, tag: string, bytes: number): ByteRange | null | "unsatisfiable" {
  const version = request.headers["if-range"];
  return version === undefined || version === `"${tag}"` ? parseRange(request.headers.range, bytes) : null;
}
