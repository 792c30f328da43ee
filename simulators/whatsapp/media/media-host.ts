import { randomBytes } from "node:crypto";
import { sha256 } from "./encrypt-media.ts";
import { serveMedia } from "./serve-media.ts";

/** Where the encrypted files of all messages lie, as on `mmg.whatsapp.net`. It never sees a key. */
export type MediaHost = {
  /** `127.0.0.1:PORT`, as `media_conn` tells it. It speaks both https, as uploads always do, and plain http. */
  hostname: string;
  /** What `media_conn` gives for uploads. */
  auth: string;
  /** Takes a file in and answers its `directPath`. */
  store: (body: Buffer) => string;
  /** The plain http address that a message carries instead of a `directPath`. */
  urlOf: (directPath: string) => string;
  /** The file at this `directPath` or url, gone or not; undefined when there never was one. */
  find: (place: string) => Buffer | undefined;
  /** The file is answered with this status from now on, until it is stored again under a new path. */
  expire: (place: string, status?: 404 | 410) => void;
  /** Every file that is here is answered with this status; new ones are not. Returns how many. */
  expireAll: (status?: 404 | 410) => number;
  /** Every download and upload, oldest first. */
  requests: readonly MediaRequest[];
  close: () => Promise<void>;
};

/** What was asked of the host, and how it answered. */
export type MediaRequest = { method: "GET" | "POST"; path: string; status: number };

/** A file as the host keeps it; `gone` is the status with which it says that it keeps it no longer. */
export type StoredMedia = { body: Buffer; gone: 404 | 410 | undefined };

/** What the server needs of the host. */
export type MediaShelf = {
  files: Map<string, StoredMedia>;
  auth: string;
  store: (body: Buffer) => string;
  urlOf: (directPath: string) => string;
  requests: MediaRequest[];
};

type Options = { host?: string | undefined; port?: number | undefined; now: Date };

/** Starts a media host on a port of its own. */
export async function startMediaHost({ host = "127.0.0.1", port = 0, now }: Options): Promise<MediaHost> {
  const files = new Map<string, StoredMedia>();
  const shelf: MediaShelf = {
    files,
    auth: randomBytes(24).toString("base64url"),
    store: (body) => storeIn(files, body),
    urlOf: (directPath) => `http://${server.hostname}${directPath}`,
    requests: [],
  };
  const server = await serveMedia(shelf, { host, port, now });
  const fileAt = (place: string) => files.get(pathOf(place));
  return {
    hostname: server.hostname,
    auth: shelf.auth,
    store: shelf.store,
    urlOf: shelf.urlOf,
    requests: shelf.requests,
    find: (place) => fileAt(place)?.body,
    expire(place, status = 410) {
      const file = fileAt(place);
      if (!file) throw new Error(`The media host has no file at ${place}.`);
      file.gone = status;
    },
    expireAll(status = 410) {
      for (const file of files.values()) file.gone = status;
      return files.size;
    },
    close: server.close,
  };
}

/** A file that is stored twice lies at two places, as each upload of a phone does. */
function storeIn(files: Map<string, StoredMedia>, body: Buffer): string {
  const directPath = `/v/t62.7118-24/${sha256(body).toString("hex").slice(0, 16)}_${files.size + 1}_n.enc`;
  files.set(directPath, { body, gone: undefined });
  return directPath;
}

function pathOf(place: string): string {
  return place.startsWith("/") ? place : (URL.parse(place)?.pathname ?? place);
}
