import type { LookUp } from "#server/channels/abilities.ts";
import type { LiveDevice } from "#server/channels/whatsapp/live-device.ts";

// An account that asks after many numbers looks like one that is about to write to strangers.
const mostInTime = 20;
const timeMilliseconds = 10 * 60_000;
const asked = new WeakMap<LiveDevice, number[]>();

/**
 * Who has this phone number, in digits, on WhatsApp, by the address that stays theirs when the number is hidden. At most 20 are asked
 * for in 10 minutes over one connection; more are `rate_limited`. Never throws.
 */
export async function lookUpNumber(device: LiveDevice, phone: string, signal: AbortSignal): Promise<LookUp> {
  const { sock } = device;
  const failed: LookUp = { outcome: "failed", reason: "unreachable" };
  if (signal.aborted) return failed;
  if (!takeTurn(device)) return { outcome: "failed", reason: "rate_limited" };
  try {
    const found = (await sock.onWhatsApp(phone))?.find(({ exists }) => exists);
    if (!found) return { outcome: "absent", service: "WhatsApp" };
    const lid = await sock.signalRepository.lidMapping.getLIDForPN(found.jid);
    return { outcome: "found", chatId: lid ?? found.jid, name: null };
  } catch {
    return failed;
  }
}

function takeTurn(device: LiveDevice): boolean {
  const now = device.context.clock.now().getTime();
  const turns = (asked.get(device) ?? []).filter((at) => at > now - timeMilliseconds);
  asked.set(device, turns);
  return turns.length < mostInTime && turns.push(now) > 0;
}
