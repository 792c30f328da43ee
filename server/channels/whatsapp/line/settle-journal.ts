import type { Connection, ConnectionHooks } from "#server/channels/adapter.ts";
import { loadIdentity } from "#server/channels/whatsapp/device/load-device.ts";
import { ownAccount } from "#server/channels/whatsapp/device/own-account.ts";
import { DamagedDevice, sealDevice } from "#server/channels/whatsapp/device/seal-device.ts";
import { replayJournal } from "#server/channels/whatsapp/line/hand-over.ts";
import type { WhatsAppParts } from "#server/channels/whatsapp/whatsapp-parts.ts";

/**
 * Hands over what a device has received and nobody has handled yet. A device that was logged out has handed over everything before
 * its keys were forgotten; of one whose identity cannot be opened nobody could tell who wrote what.
 */
export async function settleJournal(
  { contextOf, secrets, log }: WhatsAppParts,
  { workspaceId, channelId }: Connection,
  receive: ConnectionHooks["receive"],
  signal: AbortSignal,
): Promise<void> {
  const context = contextOf(workspaceId);
  const seal = sealDevice(secrets, channelId);
  try {
    const creds = await loadIdentity(context, seal, channelId);
    if (creds) await replayJournal({ context, seal, channelId }, ownAccount(creds), { receive, log }, signal);
  } catch (error) {
    if (!(error instanceof DamagedDevice)) throw error;
    log.warn({ channelId }, "What a linked device had received cannot be read any more");
  }
}
