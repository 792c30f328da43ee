import { Readable } from "node:stream";
import { z } from "zod";
import type { Abilities } from "#server/channels/abilities.ts";
import { type Connection, FileGone } from "#server/channels/adapter.ts";
import { decryptFile } from "#server/channels/whatsapp/media/decrypt-file.ts";
import { mediaAddress } from "#server/channels/whatsapp/media/media-address.ts";
import type { WhatsAppParts } from "#server/channels/whatsapp/whatsapp-parts.ts";

/** What the parser keeps of a file. */
const fileSource = z.object({
  kind: z.enum(["image", "video", "audio", "document", "sticker"]),
  url: z.string().nullable(),
  directPath: z.string().nullable(),
  mediaKey: z.string(),
  sealedHash: z.string().nullable(),
  messageId: z.string(),
  chatId: z.string(),
  isOurs: z.number(),
});

// What the host says of a file that it keeps no longer, or whose address has run out.
const gone: ReadonlySet<number> = new Set([403, 404, 410]);
const lost = "WhatsApp no longer has this file, and neither has the phone. Ask the customer to send it again.";

/**
 * Opens the decrypted bytes of an inbound file. What the server no longer has is asked of the phone by `renew`, in whichever process
 * holds the line. Rejects with `FileGone` when neither has it, and otherwise when it is worth trying again.
 */
export async function openFile(
  { config }: Pick<WhatsAppParts, "config">,
  renew: Abilities["renewFile"] | null,
  connection: Connection,
  given: unknown,
  signal: AbortSignal,
): Promise<Readable> {
  const source = fileSource.safeParse(given).data;
  if (!source) throw new FileGone("WhatsApp did not say where this file is.");
  const { kind, mediaKey } = source;
  const open = (sealed: Readable) => decryptFile(sealed, kind, Buffer.from(mediaKey, "base64"));
  const sealed = await download(mediaAddress(source, config.whatsappWebUrl), signal);
  if (sealed) return open(sealed);
  const renewal = renew ? await renew(connection, source, signal) : { outcome: "gone" as const };
  if (renewal.outcome === "gone") throw new FileGone(lost);
  if (renewal.outcome === "failed") throw new Error("The phone was not reached to ask it for a file.");
  const renewed = fileSource.parse(renewal.source);
  const again = await download(mediaAddress(renewed, config.whatsappWebUrl), signal);
  if (!again) throw new FileGone(lost);
  return open(again);
}

/** Null when the host does not have it. No redirect is followed: it could lead anywhere. */
async function download(address: URL, signal: AbortSignal): Promise<Readable | null> {
  const headers = { origin: "https://web.whatsapp.com" };
  const response = await fetch(address, { signal, redirect: "error", headers }).catch(() => null);
  if (response && gone.has(response.status)) {
    await response.body?.cancel();
    return null;
  }
  if (!response?.ok || !response.body) throw new Error("WhatsApp did not hand a file over now.");
  return Readable.from(response.body, { objectMode: false });
}
