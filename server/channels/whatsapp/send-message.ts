import type { OutboundMessage, SendOutcome } from "#server/channels/adapter.ts";
import type { LiveDevice } from "#server/channels/whatsapp/live-device.ts";

/** Hands one message over and waits until the server has acknowledged it. Never throws. */
export async function sendMessage(
  _device: LiveDevice,
  _message: OutboundMessage,
  _signal: AbortSignal,
): Promise<SendOutcome> {
  return { outcome: "retry", afterMilliseconds: 5_000, scope: "channel" };
}
