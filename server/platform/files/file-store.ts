import type { Readable } from "node:stream";

/** A stretch of a file in bytes, both ends included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Where the bytes of files are. Keys are made by the store's users from identifiers alone, never from names of people. */
export interface FileStore {
  /** Stores a stream under a key, whole or not at all, and returns how many bytes it had. What was there before is replaced. */
  put(key: string, content: Readable | Buffer): Promise<number>;
  /** Opens a stored file, or a stretch of it. Rejects when there is none. */
  get(key: string, range?: ByteRange): Promise<Readable>;
  /** Removes a file; removing what is not there is no error. */
  remove(key: string): Promise<void>;
}
