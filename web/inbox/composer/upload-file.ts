import { type UploadedFile, uploadedFile, uploadFile } from "#contract/files.ts";
import { problem } from "#contract/problem.ts";
import { addressOf } from "#web/shell/api.ts";
import { Problem, unreachable } from "#web/shell/problem.ts";

/** An upload on its way. */
export interface Upload {
  readonly finished: Promise<UploadedFile>;
  readonly cancel: () => void;
}

/** Uploads a file and tells how far it is, from 0 to 1. `fetch` cannot tell that, so this is the one older request of the app. */
export function startUpload(file: File, onProgress: (part: number) => void): Upload {
  const request = new XMLHttpRequest();
  const finished = new Promise<UploadedFile>((resolve, reject) => {
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => settle(request, resolve, reject);
    request.onerror = () => reject(unreachable());
    request.onabort = () => reject(unreachable());
  });
  const form = new FormData();
  form.append("file", file, file.name);
  request.open(uploadFile.method, addressOf(uploadFile));
  request.setRequestHeader("accept", "application/json");
  request.send(form);
  return { finished, cancel: () => request.abort() };
}

function settle(request: XMLHttpRequest, resolve: (file: UploadedFile) => void, reject: (error: Error) => void): void {
  const answer = readJson(request.responseText);
  const file = uploadedFile.safeParse(answer);
  if (request.status === uploadFile.status && file.success) resolve(file.data);
  else reject(refusalOf(request, answer));
}

function refusalOf(request: XMLHttpRequest, answer: unknown): Problem {
  const refused = problem.safeParse(answer);
  if (refused.success) return new Problem(refused.data);
  const title = request.status === 413 ? "The file is too large." : "The server could not take the file.";
  return new Problem({ title, detail: "Try again in a moment.", status: request.status, code: "upload_failed" });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
