import type { DeedOutcome } from "#server/channels/abilities.ts";
import { watchTyping } from "#server/channels/whatsapp/gestures/watch-typing.ts";
import type { LiveDevice } from "#server/channels/whatsapp/live-device.ts";

/** Tells the customer that these messages were read, unless the owner of the phone has switched such receipts off. Never throws. */
export async function markRead(
  device: LiveDevice,
  chatId: string,
  externalIds: readonly string[],
  signal: AbortSignal,
): Promise<DeedOutcome> {
  if (signal.aborted) return { outcome: "failed", reason: "unreachable" };
  try {
    await watchTyping(device, chatId);
    await device.sock.readMessages(externalIds.map((id) => ({ remoteJid: chatId, id, fromMe: false })));
    return { outcome: "done" };
  } catch {
    return { outcome: "failed", reason: "unreachable" };
  }
}
