import { Readable } from "node:stream";
import { fileAddress } from "#server/channels/messenger/files/file-address.ts";

const mostHops = 3;
const ended: ReadonlySet<number> = new Set([403, 404, 410]);

/**
 * Opens what is behind an address. Null when it has ended: Facebook signs its addresses for some time only. Rejects when asking later may
 * help, and with `FileGone` when it leads somewhere else than to Facebook.
 */
export async function download(url: string, graphUrl: string, signal: AbortSignal): Promise<Readable | null> {
  let address = fileAddress(url, graphUrl);
  for (let hop = 0; hop < mostHops; hop += 1) {
    const response = await fetch(address, { signal, redirect: "manual" }).catch(() => null);
    if (!response) throw new Error("Facebook did not hand the file over now.");
    const next = response.status >= 300 && response.status < 400 ? response.headers.get("location") : null;
    if (next === null) return bodyOf(response);
    await response.body?.cancel();
    address = fileAddress(new URL(next, address).href, graphUrl);
  }
  throw new Error("Facebook sent us around in a circle for a file.");
}

async function bodyOf(response: Response): Promise<Readable | null> {
  if (response.ok && response.body) return Readable.from(response.body, { objectMode: false });
  await response.body?.cancel();
  if (ended.has(response.status)) return null;
  throw new Error(`Facebook answered ${response.status} instead of a file.`);
}
