/** What a file is called that carries no known mark, or one of a kind that a browser could run. */
export const unknownType = "application/octet-stream";

/** What voice messages are: Opus in Ogg, by the marks that RFC 7845 puts into the first page. */
export const voiceType = "audio/ogg; codecs=opus";

/** How many of a file's first bytes are looked at. */
export const headBytes = 64 * 1024;

const pictures = new Set(["image/png", "image/jpeg", "image/webp", "image/gif"]);
const runnable = /xml|html|svg|script|flash|wasm|^text\//;

/** The media type of a file by its first bytes alone; what its sender called it is not asked. Never a type that can carry script. */
export async function judgeType(head: Buffer): Promise<string> {
  // Loaded with the first file, as it takes 8 MB.
  const { fileTypeFromBuffer } = await import("file-type");
  const found = await fileTypeFromBuffer(head);
  if (found?.mime === voiceType) return voiceType;
  const type = found?.mime.split(";")[0] ?? unknownType;
  return runnable.test(type) ? unknownType : type;
}

/** Whether a judged type is a picture that every browser shows and that thumbnails are made of. */
export function isPicture(type: string): boolean {
  return pictures.has(type);
}

/** Whether a browser may show or play the type inside a page; all others are only ever saved. */
export function isInline(type: string): boolean {
  return isPicture(type) || type.startsWith("audio/") || type.startsWith("video/");
}
