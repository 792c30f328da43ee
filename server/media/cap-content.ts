import { Readable } from "node:stream";

/** Content that is not kept; nothing of it is left in the store. */
export class ContentRefused extends Error {
  readonly reason: "too_large" | "empty";
  constructor(reason: "too_large" | "empty") {
    super(reason);
    this.reason = reason;
  }
}

/** The same stream, which fails with `ContentRefused` at the first byte beyond the limit. `see` is shown every piece. */
export function capContent(content: Readable, limit: number, see: (piece: Buffer) => void = () => undefined): Readable {
  return Readable.from(cap(content, limit, see), { objectMode: false });
}

async function* cap(content: Readable, limit: number, see: (piece: Buffer) => void): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const given of content) {
    const piece: Buffer = Buffer.isBuffer(given) ? given : Buffer.from(given);
    bytes += piece.length;
    if (bytes > limit) throw new ContentRefused("too_large");
    see(piece);
    yield piece;
  }
}
