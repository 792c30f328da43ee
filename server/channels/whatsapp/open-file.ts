import type { Readable } from "node:stream";
import { type Connection, FileGone } from "#server/channels/adapter.ts";
import type { WhatsAppParts } from "#server/channels/whatsapp/whatsapp-parts.ts";

/** Opens the decrypted bytes of an inbound file. Rejects with `FileGone` when neither the server nor the phone has them. */
export async function openFile(
  _parts: WhatsAppParts,
  _connection: Connection,
  _source: unknown,
  _signal: AbortSignal,
): Promise<Readable> {
  throw new FileGone("WhatsApp does not have this file.");
}
