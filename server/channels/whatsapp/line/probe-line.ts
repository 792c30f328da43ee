import type { ProbeResult } from "#server/channels/adapter.ts";
import type { LiveDevice } from "#server/channels/whatsapp/live-device.ts";

/** Asks the server for a sign of life and takes the time. */
export async function probeLine(_device: LiveDevice, _signal: AbortSignal): Promise<ProbeResult> {
  return { outcome: "failed", reason: "unreachable" };
}
