import type { LookUp } from "#server/channels/adapter.ts";
import type { LiveDevice } from "#server/channels/whatsapp/live-device.ts";

/** Who has this phone number, in digits, on WhatsApp. */
export async function lookUpNumber(_device: LiveDevice, _phone: string, _signal: AbortSignal): Promise<LookUp> {
  return { outcome: "failed", reason: "unreachable" };
}
