import type { DeedOutcome } from "#server/channels/adapter.ts";
import type { LiveDevice } from "#server/channels/whatsapp/live-device.ts";

/** Asks the phone for the messages of the last days. */
export async function fetchHistory(_device: LiveDevice, _signal: AbortSignal): Promise<DeedOutcome> {
  return { outcome: "failed", reason: "unreachable" };
}
