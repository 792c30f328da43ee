import { useEffect, useRef, useState } from "react";
import type { UploadedFile } from "#contract/files.ts";
import { formatBytes } from "#web/design/format-number.ts";
import { sentenceOf } from "#web/design/sentence-of.ts";
import { newIdempotencyKey } from "#web/inbox/composer/compose.ts";
import { startUpload, type Upload } from "#web/inbox/composer/upload-file.ts";

/** A file that is not uploaded yet, or could not be. */
export interface Uploading {
  readonly key: string;
  readonly name: string;
  /** From 0 to 1. */
  readonly part: number;
  readonly failure: string | null;
}

/**
 * Uploads files as they are chosen; `onUploaded` receives those that have arrived, in the order in which they were chosen. What
 * is left on the way ends with the page.
 */
export function useUploads(maxBytes: number, onUploaded: (file: UploadedFile) => void) {
  const [uploading, setUploading] = useState<readonly Uploading[]>([]);
  const running = useRef(new Map<string, Upload>());
  const earlier = useRef<Promise<unknown>>(Promise.resolve());
  useEffect(() => {
    const uploads = running.current;
    return () => {
      for (const upload of uploads.values()) upload.cancel();
    };
  }, []);

  const change = (key: string, next: Partial<Uploading>) =>
    setUploading((all) => all.map((one) => (one.key === key ? { ...one, ...next } : one)));
  const drop = (key: string) => setUploading((all) => all.filter((one) => one.key !== key));

  function add(file: File) {
    const key = newIdempotencyKey();
    const failure = refusalOf(file, maxBytes);
    setUploading((all) => [...all, { key, name: file.name, part: 0, failure }]);
    if (failure) return;
    const upload = startUpload(file, (part) => change(key, { part }));
    running.current.set(key, upload);
    const inTurn = Promise.all([upload.finished, earlier.current]);
    earlier.current = Promise.allSettled([upload.finished, earlier.current]);
    inTurn
      .then(([uploaded]) => {
        if (!running.current.delete(key)) return;
        drop(key);
        onUploaded(uploaded);
      })
      .catch((error) => {
        if (running.current.delete(key)) change(key, { failure: sentenceOf(error) });
      });
  }

  function remove(key: string) {
    const upload = running.current.get(key);
    running.current.delete(key);
    upload?.cancel();
    drop(key);
  }

  return { uploading, addFiles: (files: readonly File[]) => files.forEach(add), remove };
}

function refusalOf(file: File, maxBytes: number): string | null {
  if (file.size === 0) return "This file is empty.";
  if (file.size > maxBytes) return `Too large: this channel takes files of at most ${formatBytes(maxBytes)}.`;
  return null;
}
