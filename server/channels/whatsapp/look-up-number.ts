import type { LookUp } from "#server/channels/adapter.ts";
import type { LiveDevice } from "#server/channels/whatsapp/live-device.ts";

/** Who has this phone number, in digits, on WhatsApp, by the address that stays theirs when the number is hidden. Never throws. */
export async function lookUpNumber({ sock }: LiveDevice, phone: string, signal: AbortSignal): Promise<LookUp> {
  const failed: LookUp = { outcome: "failed", reason: "unreachable" };
  if (signal.aborted) return failed;
  try {
    const found = (await sock.onWhatsApp(phone))?.find(({ exists }) => exists);
    if (!found) return { outcome: "absent", service: "WhatsApp" };
    const lid = await sock.signalRepository.lidMapping.getLIDForPN(found.jid);
    return { outcome: "found", chatId: lid ?? found.jid, name: null };
  } catch {
    return failed;
  }
}
