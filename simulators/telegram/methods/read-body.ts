import type { FastifyRequest } from "fastify";
import { badRequest, TelegramRefusal, type UploadedFile } from "./call.ts";

type CallBody = { params: Record<string, unknown>; files: Map<string, UploadedFile> };

/**
 * The parameters of a call, from the query string and from a JSON, urlencoded or multipart body.
 * https://core.telegram.org/bots/api#making-requests
 */
export async function readBody(request: FastifyRequest): Promise<CallBody> {
  const params = { ...asRecord(request.query) };
  if (!request.isMultipart()) return { params: { ...params, ...asRecord(request.body) }, files: new Map() };
  return readMultipart(request, params);
}

async function readMultipart(request: FastifyRequest, params: Record<string, unknown>): Promise<CallBody> {
  const files = new Map<string, UploadedFile>();
  try {
    for await (const part of request.parts()) {
      if (part.type === "file") {
        const bytes = await part.toBuffer();
        files.set(part.fieldname, { name: part.filename ?? "file", mimeType: part.mimetype, bytes });
      } else {
        params[part.fieldname] = part.value;
      }
    }
  } catch (error) {
    if (error instanceof Error && "statusCode" in error && error.statusCode === 413) {
      throw new TelegramRefusal(413, "Request Entity Too Large");
    }
    throw badRequest("can't parse multipart body");
  }
  return { params, files };
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
