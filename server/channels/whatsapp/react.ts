import type { DeedOutcome, OutboundReaction } from "#server/channels/adapter.ts";
import type { LiveDevice } from "#server/channels/whatsapp/live-device.ts";

/** Puts an emoji on a message, or takes it back. */
export async function react(
  _device: LiveDevice,
  _reaction: OutboundReaction,
  _signal: AbortSignal,
): Promise<DeedOutcome> {
  return { outcome: "failed", reason: "unreachable" };
}
