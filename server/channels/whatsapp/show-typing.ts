import type { DeedOutcome } from "#server/channels/adapter.ts";
import type { LiveDevice } from "#server/channels/whatsapp/live-device.ts";

/** Shows the customer that somebody writes, or no longer. */
export async function showTyping(
  _device: LiveDevice,
  _chatId: string,
  _isTyping: boolean,
  _signal: AbortSignal,
): Promise<DeedOutcome> {
  return { outcome: "failed", reason: "unreachable" };
}
