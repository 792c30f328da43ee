import type { DeedOutcome } from "#server/channels/adapter.ts";
import type { LiveDevice } from "#server/channels/whatsapp/live-device.ts";

/** Tells the customer that these messages were read. */
export async function markRead(
  _device: LiveDevice,
  _chatId: string,
  _externalIds: readonly string[],
  _signal: AbortSignal,
): Promise<DeedOutcome> {
  return { outcome: "failed", reason: "unreachable" };
}
