import type { FastifyRequest } from "fastify";

/** What a form of the page brings. */
export type Form = { fields: Record<string, string>; file: { bytes: Buffer; name: string; mimeType: string } };

/** The file and the fields of a form. Throws a sentence when no file is there. */
export async function readForm(request: FastifyRequest): Promise<Form> {
  const fields: Record<string, string> = {};
  let file: Form["file"] | undefined;
  for await (const part of request.parts()) {
    if (part.type === "file")
      file = { bytes: await part.toBuffer(), name: part.filename ?? "file", mimeType: part.mimetype };
    else if (typeof part.value === "string" && part.value !== "") fields[part.fieldname] = part.value;
  }
  if (!file) throw new Error("Choose a file first.");
  return { fields, file };
}
