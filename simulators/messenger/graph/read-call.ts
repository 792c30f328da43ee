import type { FastifyRequest } from "fastify";
import { mimeTypeOf } from "#simulators/shared/mime.ts";
import { asObject, type UploadedFile } from "./call.ts";

type Body = { params: Record<string, unknown>; files: UploadedFile[]; accessToken: string | undefined };

/** Query and body of a call together, with the files of a form, and the token from wherever it is. */
export async function readBody(request: FastifyRequest): Promise<Body> {
  const params: Record<string, unknown> = { ...asObject(request.query) };
  const files: UploadedFile[] = [];
  if (request.isMultipart()) {
    for await (const part of request.parts()) {
      if (part.type === "field") params[part.fieldname] = part.value;
      else files.push(fileOf(part.fieldname, part.filename, part.mimetype, await part.toBuffer()));
    }
  } else {
    Object.assign(params, asObject(request.body));
  }
  return { params, files, accessToken: tokenOf(request, params) };
}

function fileOf(field: string, filename: string | undefined, mimetype: string, bytes: Buffer): UploadedFile {
  const name = filename || "file";
  // A form of a program often says nothing better than this.
  const mimeType = mimetype && mimetype !== "application/octet-stream" ? mimetype : mimeTypeOf(name);
  return { field, bytes, name, mimeType };
}

function tokenOf(request: FastifyRequest, params: Record<string, unknown>): string | undefined {
  const bearer = /^(?:Bearer|OAuth)\s+(.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const given = typeof params.access_token === "string" ? params.access_token : bearer;
  return given === "" ? undefined : given;
}
