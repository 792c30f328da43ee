import type { DeedOutcome } from "#server/channels/abilities.ts";
import { watchTyping } from "#server/channels/whatsapp/gestures/watch-typing.ts";
import type { LiveDevice } from "#server/channels/whatsapp/live-device.ts";

/** Shows the customer that somebody writes, or no longer. Phones hide it by themselves after some seconds. Never throws. */
export async function showTyping(
  device: LiveDevice,
  chatId: string,
  isTyping: boolean,
  signal: AbortSignal,
): Promise<DeedOutcome> {
  if (signal.aborted) return { outcome: "failed", reason: "unreachable" };
  try {
    await watchTyping(device, chatId);
    await device.sock.sendPresenceUpdate(isTyping ? "composing" : "paused", chatId);
    return { outcome: "done" };
  } catch {
    return { outcome: "failed", reason: "unreachable" };
  }
}
