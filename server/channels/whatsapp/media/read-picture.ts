import type { LiveDevice } from "#server/channels/whatsapp/live-device.ts";
import { mediaAddress } from "#server/channels/whatsapp/media/media-address.ts";

const patienceMilliseconds = 15_000;
const mostBytes = 2 * 1024 * 1024;

/** The bytes of a customer's picture, null when they show none. Rejects when WhatsApp cannot be asked now. */
export async function readPicture(
  { sock }: LiveDevice,
  webUrl: string,
  chatId: string,
  signal: AbortSignal,
): Promise<Buffer | null> {
  const told = await sock.profilePictureUrl(chatId, "image", patienceMilliseconds).catch(refusedOrThrow);
  if (!told) return null;
  const response = await fetch(mediaAddress({ url: told, directPath: null }, webUrl), { signal, redirect: "error" });
  if (!response.ok) return null;
  const bytes = Buffer.from(await response.arrayBuffer());
  return bytes.length > 0 && bytes.length <= mostBytes ? bytes : null;
}

/** Who has no picture, or shows it to nobody, is answered with an error of HTTP, and no other attempt would help. */
function refusedOrThrow(error: unknown): undefined {
  const data: unknown = error instanceof Error && "data" in error ? error.data : null;
  if (data === 401 || data === 403 || data === 404) return undefined;
  throw error;
}
