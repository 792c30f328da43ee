import type { Readable } from "node:stream";

/** Where the bytes of files are. Keys are made by the store's users from identifiers alone, never from names of people. */
export interface FileStore {
  /** Stores a stream under a key, whole or not at all, and returns how many bytes it had. */
  put(key: string, content: Readable | Buffer): Promise<number>;
  /** Opens a stored file. Rejects when there is none. */
  get(key: string): Promise<Readable>;
  remove(key: string): Promise<void>;
}
