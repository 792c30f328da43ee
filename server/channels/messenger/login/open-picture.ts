import type { LoginAccount } from "#server/channels/connecting.ts";

const waitMilliseconds = 5_000;
// Of 96 × 96 pixels; the largest seen have a tenth of it.
const mostBytes = 200_000;
const types = /^image\/(?:png|jpeg|gif|webp)$/;

/** The picture behind an address that Facebook gave; null when there is none, or none in time: it only helps to recognise a page. */
export async function openPicture(address: string | undefined, signal: AbortSignal): Promise<LoginAccount["picture"]> {
  if (!address) return null;
  try {
    const response = await fetch(address, { signal: AbortSignal.any([signal, AbortSignal.timeout(waitMilliseconds)]) });
    const type = response.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
    if (!response.ok || !types.test(type)) {
      await response.body?.cancel();
      return null;
    }
    const parts: Uint8Array[] = [];
    let bytes = 0;
    for await (const part of response.body ?? []) {
      bytes += part.byteLength;
      if (bytes > mostBytes) return null;
      parts.push(part);
    }
    return { type, bytes: Buffer.concat(parts) };
  } catch {
    return null;
  }
}
